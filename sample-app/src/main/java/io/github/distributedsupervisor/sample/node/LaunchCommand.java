package io.github.distributedsupervisor.sample.node;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What this process was started with, to start another one like it.
 *
 * @param java the path of the java binary
 * @param options those of the virtual machine
 * @param classPath its class path
 * @param mainClass the class to run, unless the class path is a jar that knows
 * @param arguments those of the application
 */
record LaunchCommand(String java, List<String> options, String classPath, String mainClass, List<String> arguments) {

    /** Opens or needs something that one process can have only. */
    private static final List<String> NOT_SHARED = List.of(
            "-agentlib:jdwp",
            "-Xrunjdwp",
            "-Dcom.sun.management.jmxremote",
            "-D" + LocalNode.PORT_PROPERTY,
            "-D" + LocalNode.NAME_PROPERTY,
            "--" + LocalNode.PORT_PROPERTY,
            "--" + LocalNode.NAME_PROPERTY);

    /** The words of the command line. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        words.add(java);
        shared(options).forEach(words::add);
        if (isRunnableJar()) {
            words.addAll(List.of("-jar", classPath));
        } else {
            words.addAll(List.of("-cp", classPath, mainClass));
        }
        shared(arguments).forEach(words::add);
        return words;
    }

    private boolean isRunnableJar() {
        return classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator);
    }

    private static Stream<String> shared(List<String> words) {
        return words.stream().filter(word -> NOT_SHARED.stream().noneMatch(word::startsWith));
    }
}
