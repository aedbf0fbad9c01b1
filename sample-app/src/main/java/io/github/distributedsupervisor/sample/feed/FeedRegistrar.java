package io.github.distributedsupervisor.sample.feed;

import io.github.distributedsupervisor.ChildSpec;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.core.env.Environment;

/** Declares one {@link ChildSpec} bean for each instrument, as so many {@code @Bean} methods would. */
public class FeedRegistrar implements BeanRegistrar {

    @Override
    public void register(BeanRegistry registry, Environment environment) {
        for (Instrument instrument : Instrument.ALL) {
            ChildSpec feed =
                    ChildSpec.of(TickerFeed.class).name(instrument.symbol()).args(instrument);
            registry.registerBean("feed" + instrument.symbol(), ChildSpec.class, spec -> spec.supplier(any -> feed));
        }
    }
}
