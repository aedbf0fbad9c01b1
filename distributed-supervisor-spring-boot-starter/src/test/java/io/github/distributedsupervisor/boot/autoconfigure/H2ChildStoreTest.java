package io.github.distributedsupervisor.boot.autoconfigure;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2ChildStoreTest extends ChildStoreContract {

    @TempDir
    private Path directory;

    @Override
    String url() {
        return "jdbc:h2:file:" + directory.resolve("children");
    }

    @Override
    String user() {
        return "sa";
    }

    @Override
    String password() {
        return "";
    }
}
