package io.github.distributedsupervisor.multijvm.faults;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildFactory;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.DistributedSupervisorBuilder;
import io.github.distributedsupervisor.StartResult;
import io.github.distributedsupervisor.multijvm.WitnessFile;
import io.github.distributedsupervisor.multijvm.WitnessNode;
import io.github.distributedsupervisor.test.WitnessLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node of a cluster that faults strike: reads commands from standard input and answers each with one line. It leaves
 * gracefully on SIGTERM, and dies at once when its standard input ends, so that no node outlives the test that started it.
 */
final class FaultNode {

    private static final Logger LOG = LoggerFactory.getLogger(FaultNode.class);
    private static final Duration DRAIN = Duration.ofSeconds(20);

    private final HazelcastInstance hazelcast;
    private final DistributedSupervisor supervisor;
    private final NodeCommands commands;

    private FaultNode(NodeOptions options) throws IOException {
        String id = options.node() + "-" + ProcessHandle.current().pid();
        LateWrites writes = new LateWrites();
        startWriting(writes, options.ledger());
        FaultPoints points = new FaultPoints(options.directory());
        WitnessFile file = new WitnessFile(options.directory().resolve(id + WitnessLog.SUFFIX));
        NodeServices services = new NodeServices(options, file, points, writes);
        this.hazelcast = Hazelcast.newHazelcastInstance(FastProfile.hazelcast(options));
        DistributedSupervisorBuilder builder = DistributedSupervisor.builder(hazelcast)
                .nodeName(options.node())
                .childType(ChildSpec.typeOf(CounterChild.class), new Counters(services))
                .childType(ChildSpec.typeOf(PoisonChild.class), new Poisons(options.directory()));
        Path store = options.store();
        if (store != null) {
            builder.store(new FileChildStore(store, points));
        }
        FastProfile.applyTo(builder, options);
        this.supervisor = builder.build();
        this.commands = new NodeCommands(hazelcast, supervisor, points, options.directory(), id);
        declare(options.declared());
    }

    private record Counters(NodeServices services) implements ChildFactory {
        @Override
        public Child create(List<@Nullable Object> arguments) {
            return new CounterChild(services);
        }
    }

    private record Poisons(Path directory) implements ChildFactory {
        @Override
        public Child create(List<@Nullable Object> arguments) {
            return new PoisonChild(directory, String.valueOf(arguments.get(0)));
        }
    }

    private static void startWriting(LateWrites writes, @Nullable Path ledger) throws IOException {
        if (ledger == null) {
            return;
        }
        LedgerClient client = new LedgerClient(ledger);
        Thread thread = new Thread(
                () -> {
                    try {
                        writes.run(client);
                    } catch (IOException e) {
                        LOG.warn("the ledger is gone", e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "late-writes");
        thread.setDaemon(true);
        thread.start();
    }

    /** Arguments: none; see {@link NodeOptions}. */
    public static void main(String[] arguments) {
        try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            FaultNode node = new FaultNode(NodeOptions.ofThisProcess());
            Runtime.getRuntime().addShutdownHook(new Thread(node::leave, "leave"));
            answer("ready");
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                node.command(line.split(" "));
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("the node dies", e);
        } finally {
            Runtime.getRuntime().halt(3);
        }
    }

    /** As an application does that lists its children in its configuration: whoever comes first starts them. */
    private void declare(int children) {
        List<ChildSpec> specs = IntStream.range(0, children)
                .mapToObj(i -> ChildSpec.of(CounterChild.class).name(WitnessNode.nameOf(i)))
                .toList();
        List<StartResult> results = supervisor.startChildren(specs);
        LOG.info(
                "{} of {} declared children started here",
                results.stream().filter(StartResult::started).count(),
                children);
    }

    private void command(String[] words) {
        try {
            answer(commands.run(words));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | IOException e) {
            LOG.error("command {} failed", words[0], e);
            answer("error=" + e.getClass().getSimpleName());
        }
    }

    private void leave() {
        try {
            answer("left=1 " + commands.stopLoad());
        } catch (IOException e) {
            LOG.error("the acknowledged calls were not written", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        supervisor.drain(DRAIN);
        supervisor.close();
        hazelcast.shutdown();
    }

    private static synchronized void answer(String text) {
        System.out.println(WitnessNode.ANSWER + " " + text);
        System.out.flush();
    }
}
