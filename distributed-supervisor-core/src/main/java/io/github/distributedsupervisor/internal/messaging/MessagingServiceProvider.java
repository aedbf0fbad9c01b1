package io.github.distributedsupervisor.internal.messaging;

import com.hazelcast.spi.impl.servicemanager.ServiceDescriptor;
import com.hazelcast.spi.impl.servicemanager.ServiceDescriptorProvider;

/** Found by Hazelcast through {@code META-INF/services}. */
public final class MessagingServiceProvider implements ServiceDescriptorProvider {

    @Override
    public ServiceDescriptor[] createServiceDescriptors() {
        return new ServiceDescriptor[] {new MessagingService.Descriptor()};
    }
}
