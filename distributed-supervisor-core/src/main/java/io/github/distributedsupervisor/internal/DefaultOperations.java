package io.github.distributedsupervisor.internal;

import io.github.distributedsupervisor.ChildCounts;
import io.github.distributedsupervisor.ChildInfo;
import io.github.distributedsupervisor.ChildPage;
import io.github.distributedsupervisor.ChildQuery;
import io.github.distributedsupervisor.ChildReport;
import io.github.distributedsupervisor.ChildReport.MailboxReport;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.NodeReport;
import io.github.distributedsupervisor.NodeUnavailableException;
import io.github.distributedsupervisor.PlacementExplanation;
import io.github.distributedsupervisor.RestartIntensity;
import io.github.distributedsupervisor.SupervisorException;
import io.github.distributedsupervisor.SupervisorNode;
import io.github.distributedsupervisor.SupervisorOperations;
import io.github.distributedsupervisor.SupervisorOverview;
import io.github.distributedsupervisor.internal.cluster.ChildDescriptions;
import io.github.distributedsupervisor.internal.cluster.Inquiries;
import io.github.distributedsupervisor.internal.cluster.NodeNames;
import io.github.distributedsupervisor.internal.messaging.Control;
import io.github.distributedsupervisor.internal.messaging.ControlReply;
import io.github.distributedsupervisor.internal.messaging.Listing;
import io.github.distributedsupervisor.internal.reconcile.ClusterView;
import io.github.distributedsupervisor.internal.reconcile.WhatIf;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks the nodes and puts together what they say. On the thread of whoever asks. */
final class DefaultOperations implements SupervisorOperations {

    private static final long ANSWER_MILLIS = 2_000;

    private final DefaultSupervisor.Parts parts;
    private final ChildDescriptions descriptions;
    private final CoordinatorClient coordinators;
    private final Settings settings;

    DefaultOperations(
            DefaultSupervisor.Parts parts,
            ChildDescriptions descriptions,
            CoordinatorClient coordinators,
            Settings settings) {
        this.parts = parts;
        this.descriptions = descriptions;
        this.coordinators = coordinators;
        this.settings = settings;
    }

    @Override
    public NodeReport local() {
        return parts.node().report();
    }

    // ---- questions

    @Override
    public SupervisorOverview overview() {
        Map<SupervisorNode, Long> hosted = new LinkedHashMap<>();
        ChildCounts sum = new ChildCounts(Map.of());
        List<String> unreachable = new ArrayList<>();
        List<SupervisorNode> nodes = parts.directory().nodes();
        Map<SupervisorNode, ControlReply> replies =
                gather(Control.about(Control.Kind.COUNT, "", 0), nodes, unreachable);
        for (SupervisorNode node : nodes) {
            ControlReply reply = replies.get(node);
            ChildCounts counts = reply == null ? null : Inquiries.counts(reply);
            hosted.put(node, counts == null ? -1 : counts.hosted());
            sum = counts == null ? sum : sum.plus(counts);
        }
        return new SupervisorOverview(hosted, sum, unreachable);
    }

    @Override
    public ChildPage children(ChildQuery query) {
        List<SupervisorNode> asked = parts.directory().nodes();
        String wanted = query.node();
        if (wanted != null) {
            asked = asked.stream().filter(node -> node.isCalled(wanted)).toList();
            if (asked.isEmpty()) {
                throw new NodeUnavailableException("there is no node '" + wanted + "'", null);
            }
        }
        Listing listing = new Listing(
                query.prefix(),
                query.contains(),
                query.status(),
                query.type(),
                wanted != null,
                query.limit(),
                query.after() == null ? "" : Cursor.nameOf(query.after()));
        List<String> unreachable = new ArrayList<>();
        SortedSet<String> names = new TreeSet<>();
        long total = 0;
        boolean more = false;
        for (ControlReply reply :
                gather(Control.list(listing), asked, unreachable).values()) {
            names.addAll(reply.incarnations().keySet());
            total += reply.number();
            more |= reply.incarnations().size() == query.limit();
        }
        List<String> first = names.stream().limit(query.limit()).toList();
        more |= names.size() > query.limit();
        String after = more && !first.isEmpty() ? Cursor.at(first.get(first.size() - 1)) : null;
        return new ChildPage(describe(first, unreachable), after, total, unreachable);
    }

    /** Reads the records of one page. A child that has ended meanwhile is left out. */
    private List<ChildInfo> describe(List<String> names, List<String> unreachable) {
        Map<String, CompletableFuture<@Nullable ChildRecord>> reads = new LinkedHashMap<>();
        names.forEach(name -> reads.put(name, parts.registry().readSurely(name)));
        List<ChildInfo> children = new ArrayList<>();
        long deadline = Time.SYSTEM.millis() + ANSWER_MILLIS;
        reads.forEach((name, read) -> {
            ChildRecord record = await(read, deadline);
            if (record != null && record.live()) {
                children.add(descriptions.describe(record));
            } else if (!read.isDone() || read.isCompletedExceptionally()) {
                SupervisorNode keeper = nodeOf(parts.directory().coordinatorOf(name));
                if (keeper != null && !unreachable.contains(keeper.name())) {
                    unreachable.add(keeper.name());
                }
            }
        });
        return children;
    }

    @Override
    public Optional<ChildReport> child(String name) {
        return record(name).map(this::report);
    }

    private ChildReport report(ChildRecord record) {
        RestartIntensity intensity = record.spec().intensity();
        long begin = Time.SYSTEM.epochMillis() - intensity.within().toMillis();
        long counted =
                record.history().recent().stream().filter(time -> time > begin).count();
        return new ChildReport(descriptions.describe(record), (int) counted, intensity, mailbox(record));
    }

    private @Nullable MailboxReport mailbox(ChildRecord record) {
        List<SupervisorNode> there = parts.directory().nodes().stream()
                .filter(node -> node.id().equals(record.host()))
                .toList();
        Control question = Control.about(Control.Kind.INSPECT, record.name(), 0);
        return gather(question, there, new ArrayList<>()).values().stream()
                .findFirst()
                .map(Inquiries.MailboxFacts::of)
                .map(facts ->
                        new MailboxReport(facts.size(), facts.capacity(), Duration.ofMillis(facts.oldestMillis())))
                .orElse(null);
    }

    @Override
    public Optional<PlacementExplanation> explain(String name) {
        return record(name).map(this::explain);
    }

    private PlacementExplanation explain(ChildRecord record) {
        String name = record.name();
        ClusterView view = parts.directory().view();
        WhatIf whatIf =
                WhatIf.of(record.spec(), record.host(), view, parts.replicas().of(name));
        List<PlacementExplanation.Loss> losses = new ArrayList<>();
        whatIf.ifLost().forEach((lost, then) -> {
            SupervisorNode node = nodeOf(lost);
            if (node != null) {
                boolean moves = then == null || !then.equals(record.host());
                losses.add(new PlacementExplanation.Loss(node, nodeOf(then), moves));
            }
        });
        return new PlacementExplanation(
                name,
                nodeOf(record.host()),
                nodeOf(whatIf.belongs()),
                whatIf.reason(),
                record.spec().pin(),
                nodeOf(parts.directory().coordinatorOf(name)),
                losses);
    }

    private @Nullable SupervisorNode nodeOf(@Nullable String id) {
        return id == null ? null : parts.directory().nodeOf(id).orElse(null);
    }

    // ---- actions

    @Override
    public boolean restart(String name) {
        return record(name)
                .map(record -> done(Control.about(Control.Kind.RESTART, name, record.incarnation())))
                .orElse(false);
    }

    @Override
    public boolean move(String name, SupervisorNode node) {
        SupervisorNode there = NodeNames.taking(parts.directory().nodes(), node);
        return done(Control.move(ChildSpec.checkName(name), there.id()));
    }

    @Override
    public boolean unpin(String name) {
        return done(Control.about(Control.Kind.UNPIN, ChildSpec.checkName(name), 0));
    }

    private boolean done(Control request) {
        ControlReply reply = DefaultSupervisor.join(coordinators.ask(request, settings.startTimeout()));
        if (reply.status() == ControlReply.Status.DECLINED) {
            throw new NodeUnavailableException("child '" + request.name() + "' stays: " + reply.text(), null);
        }
        return reply.status() == ControlReply.Status.OK;
    }

    @Override
    public void drain(SupervisorNode node) {
        SupervisorNode there = NodeNames.present(parts.directory().nodes(), node);
        ControlReply reply = gather(Control.about(Control.Kind.DRAIN, "", 0), List.of(there), new ArrayList<>())
                .get(there);
        if (reply == null || reply.status() != ControlReply.Status.OK) {
            String why = reply == null ? "it did not answer; look whether it leaves all the same" : reply.text();
            throw new NodeUnavailableException("node '" + there.name() + "' is not drained: " + why, null);
        }
    }

    // ---- parts

    /** The answers of those that answer in time. */
    private Map<SupervisorNode, ControlReply> gather(
            Control request, List<SupervisorNode> nodes, List<String> unreachable) {
        Map<SupervisorNode, CompletableFuture<ControlReply>> asked = new LinkedHashMap<>();
        for (SupervisorNode node : nodes) {
            if (node.local()) {
                CompletableFuture<ControlReply> answer = new CompletableFuture<>();
                parts.node().control(request, answer::complete);
                asked.put(node, answer);
            } else {
                asked.put(node, parts.transport().control(node.id(), request));
            }
        }
        long deadline = Time.SYSTEM.millis() + ANSWER_MILLIS;
        Map<SupervisorNode, ControlReply> replies = new LinkedHashMap<>();
        asked.forEach((node, answer) -> {
            ControlReply reply = await(answer, deadline);
            boolean answered = reply != null
                    && reply.status() != ControlReply.Status.RETRY
                    && reply.status() != ControlReply.Status.NONE;
            if (answered) {
                replies.put(node, reply);
            } else {
                unreachable.add(node.name());
            }
        });
        return replies;
    }

    /** Null when it fails or does not come in time. */
    private static <T> @Nullable T await(CompletableFuture<T> future, long deadlineMillis) {
        try {
            return future.get(Math.max(0, deadlineMillis - Time.SYSTEM.millis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SupervisorException("interrupted while waiting for other nodes", e);
        } catch (ExecutionException | TimeoutException e) {
            return null;
        }
    }

    @Override
    public int acceptLostNodes() {
        return parts.node().acceptLostNodes();
    }

    /** The record of a live child, as the grid has it now. */
    Optional<ChildRecord> record(String name) {
        // when the node that keeps the record has just died, it is read again until a backup answers
        CompletableFuture<@Nullable ChildRecord> read = parts.registry().readSurely(ChildSpec.checkName(name));
        long patience = settings.callTimeout().toMillis();
        return Optional.ofNullable(DefaultSupervisor.join(read.orTimeout(patience, TimeUnit.MILLISECONDS)))
                .filter(ChildRecord::live);
    }
}
