package io.github.distributedsupervisor;

/** Keeps a total; it is kept in the cluster when told so. Begins with its first message. */
@SupervisedChild(value = "ledger", onDemand = true)
public class LedgerChild implements Child, Stateful<Long> {

    private long total;
    private ChildContext context;

    @Override
    public void onStart(ChildContext newContext) {
        context = newContext;
        if (context.name().endsWith("declines")) {
            throw new ChildDeclinedException("not today");
        }
        if (context.name().endsWith("fails")) {
            throw new IllegalStateException("cannot begin");
        }
    }

    @Override
    public Object onCall(Object message) {
        switch ((String) message) {
            case "add" -> total++;
            case "add and keep" -> {
                total++;
                context.checkpoint();
            }
            case "crash" -> throw new IllegalStateException("as told");
            default -> {
                return total;
            }
        }
        return total;
    }

    @Override
    public Long captureState() {
        return total;
    }

    @Override
    public void restoreState(Long state) {
        total = state;
    }
}
