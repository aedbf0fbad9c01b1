package io.github.distributedsupervisor.benchmarks;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.spi.impl.operationservice.CallStatus;
import com.hazelcast.spi.impl.operationservice.Offload;
import com.hazelcast.spi.impl.operationservice.Operation;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The least that an answer by another thread can cost: eight bytes there and back. */
public final class EchoOperation extends Operation {

    private static final ExecutorService ANSWERING = Executors.newFixedThreadPool(2, task -> {
        Thread thread = new Thread(task, "echo");
        thread.setDaemon(true);
        return thread;
    });

    private long value;

    /** For deserialization. */
    public EchoOperation() {}

    EchoOperation(long value) {
        this.value = value;
    }

    @Override
    public CallStatus call() {
        return new Offload(this) {
            @Override
            public void start() {
                ANSWERING.execute(() -> sendResponse(value));
            }
        };
    }

    @Override
    protected void writeInternal(ObjectDataOutput out) throws IOException {
        out.writeLong(value);
    }

    @Override
    protected void readInternal(ObjectDataInput in) throws IOException {
        value = in.readLong();
    }
}
