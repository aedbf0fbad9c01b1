package io.github.distributedsupervisor.boot.autoconfigure;

import io.github.distributedsupervisor.ChildFactory;

/** Makes children with arguments and beans. */
interface BeanChildFactory extends ChildFactory {

    /** What makes them. */
    ChildCreators creators();
}
