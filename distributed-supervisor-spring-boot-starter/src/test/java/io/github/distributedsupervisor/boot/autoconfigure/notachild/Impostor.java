package io.github.distributedsupervisor.boot.autoconfigure.notachild;

import io.github.distributedsupervisor.SupervisedChild;

@SupervisedChild
class Impostor {}
