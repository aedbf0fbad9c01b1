package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.ChildCounts;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.NodeReport;
import io.github.distributedsupervisor.internal.Time;
import io.github.distributedsupervisor.internal.messaging.Control;
import io.github.distributedsupervisor.internal.messaging.ControlReply;
import io.github.distributedsupervisor.internal.messaging.Listing;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this node tells about its children. On a thread of its own, so that questions delay nothing; too many are refused. */
public final class Inquiries {

    private static final Logger LOG = LoggerFactory.getLogger(Inquiries.class);
    private static final String SIZE = "size";
    private static final String CAPACITY = "capacity";
    private static final String OLDEST_MILLIS = "oldest-millis";

    private final ChildHost host;
    private final ChildTypes types;
    private final NodeDirectory directory;
    private final Mandate mandate;
    private final RollCall rollCall;
    private final Threads threads;

    Inquiries(
            ChildHost host,
            ChildTypes types,
            NodeDirectory directory,
            Mandate mandate,
            RollCall rollCall,
            Threads threads) {
        this.host = host;
        this.types = types;
        this.directory = directory;
        this.mandate = mandate;
        this.rollCall = rollCall;
        this.threads = threads;
    }

    /** Answers EXPECT: what is other than expected. */
    void compare(Control request, Consumer<ControlReply> replyTo) {
        String coordinator = request.node();
        if (coordinator == null) {
            replyTo.accept(ControlReply.ok(0));
            return;
        }
        try {
            threads.rollCalls()
                    .execute(() -> replyTo.accept(
                            ControlReply.collected(rollCall.differences(coordinator, request.numbers()))));
        } catch (RejectedExecutionException e) {
            replyTo.accept(ControlReply.RETRY);
        }
    }

    /** Answers LIST, COUNT and INSPECT; false for anything else. */
    boolean answer(Control request, Consumer<ControlReply> replyTo) {
        switch (request.kind()) {
            case LIST, COUNT, INSPECT -> {
                try {
                    threads.inquiries().execute(() -> replyTo.accept(answerTo(request)));
                } catch (RejectedExecutionException e) {
                    replyTo.accept(ControlReply.RETRY);
                }
                return true;
            }
            default -> {
                return false;
            }
        }
    }

    private ControlReply answerTo(Control request) {
        try {
            return switch (request.kind()) {
                case LIST -> list(Objects.requireNonNull(request.listing()));
                case COUNT -> ControlReply.collected(encode(host.census.counts()));
                default -> inspect(request.name());
            };
        } catch (RuntimeException e) {
            LOG.error("inquiry {} failed", request.kind(), e);
            return ControlReply.RETRY;
        }
    }

    private ControlReply list(Listing listing) {
        return ControlReply.listed(host.census.total(listing), host.census.list(listing));
    }

    private ControlReply inspect(String name) {
        HostedChild child = host.find(name);
        return child == null
                ? ControlReply.NONE
                : ControlReply.collected(Map.of(
                        SIZE, (long) child.mailbox.size(),
                        CAPACITY, (long) child.mailbox.capacity(),
                        OLDEST_MILLIS, TimeUnit.NANOSECONDS.toMillis(child.mailbox.waitingNanos(Time.SYSTEM.nanos()))));
    }

    /** What an answer to INSPECT says. */
    public record MailboxFacts(int size, int capacity, long oldestMillis) {

        public static MailboxFacts of(ControlReply reply) {
            Map<String, Long> numbers = reply.incarnations();
            return new MailboxFacts(
                    numbers.getOrDefault(SIZE, 0L).intValue(),
                    numbers.getOrDefault(CAPACITY, 0L).intValue(),
                    numbers.getOrDefault(OLDEST_MILLIS, 0L));
        }
    }

    private static Map<String, Long> encode(ChildCounts counts) {
        Map<String, Long> numbers = new HashMap<>();
        counts.byType()
                .forEach((type, byStatus) ->
                        byStatus.forEach((status, count) -> numbers.put(status.ordinal() + ":" + type, count)));
        return numbers;
    }

    /** What an answer to COUNT says. */
    public static ChildCounts counts(ControlReply reply) {
        Map<String, Map<ChildStatus, Long>> byType = new HashMap<>();
        reply.incarnations().forEach((key, count) -> {
            int colon = key.indexOf(':');
            ChildStatus status = ChildStatus.values()[Integer.parseInt(key.substring(0, colon))];
            byType.computeIfAbsent(key.substring(colon + 1), type -> new EnumMap<>(ChildStatus.class))
                    .put(status, count);
        });
        return new ChildCounts(byType);
    }

    /** What this node tells of itself to its own users. Any thread, at once. */
    public NodeReport report(boolean leaving) {
        Map<String, Long> waiting = new HashMap<>();
        host.eachChild(child -> waiting.merge(child.record.spec().type(), (long) child.mailbox.size(), Long::sum));
        return new NodeReport(
                directory.localNode(), leaving, mandate.report(), host.census.counts(), waiting, types.known());
    }
}
