package io.github.distributedsupervisor.architecture.violations.internal.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.DataSerializable;
import java.io.IOException;

/** Breaks the rules about the wire: travels with its class name, and finds a class by a name that it reads. */
public class GullibleSerializable implements DataSerializable {

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeString(getClass().getName());
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        try {
            Class.forName(in.readString());
        } catch (ClassNotFoundException e) {
            throw new IOException(e);
        }
    }
}
