package dev.tandem.backends;

import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * Runs a container with a fixed port on the host, so that its address survives a restart. Data that is to be kept is in
 * a volume, whose name is in a file in the data directory: a fresh directory means a fresh volume.
 */
final class Container {

    private final GenericContainer<?> container;
    private final boolean kept;
    private final String host;
    private final int port;

    Container(String image, int port, int inside, DataDirectory data, String volumePath) {
        this.container = new GenericContainer<>(DockerImageName.parse(image));
        this.kept = data.isKept();
        this.host = DockerClientFactory.instance().dockerHostIpAddress();
        this.port = port;
        container.setPortBindings(List.of(interfaceOf(host) + port + ":" + inside));
        container.waitingFor(new AskedByItsUser());
        if (kept) {
            String volume = "tandem-" + Secrets.remembered(volumeFile(data.path(), image));
            container.withCreateContainerCmdModifier(command -> {
                HostConfig configuration = command.getHostConfig();
                command.withHostConfig((configuration == null ? HostConfig.newHostConfig() : configuration)
                        .withBinds(new Bind(volume, new Volume(volumePath))));
            });
        }
    }

    GenericContainer<?> settings() {
        return container;
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    /** Starts the container, also after a kill; its written data is kept. */
    void start() {
        if (container.getContainerId() == null) {
            container.start();
            return;
        }
        try {
            container
                    .getDockerClient()
                    .startContainerCmd(container.getContainerId())
                    .exec();
        } catch (NotModifiedException runsAlready) {
            // Nothing to do.
        }
    }

    /** Describes to users how the container ended; empty while it runs. */
    Optional<String> ending() {
        var state = container.getCurrentContainerInfo().getState();
        return Boolean.TRUE.equals(state.getRunning())
                ? Optional.empty()
                : Optional.of("exit code " + state.getExitCodeLong());
    }

    void kill() {
        container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }

    void stop() {
        try {
            container
                    .getDockerClient()
                    .stopContainerCmd(container.getContainerId())
                    .withTimeout(20)
                    .exec();
        } catch (NotModifiedException stoppedAlready) {
            // Nothing to do.
        }
    }

    void pause() {
        container
                .getDockerClient()
                .pauseContainerCmd(container.getContainerId())
                .exec();
    }

    void unpause() {
        container
                .getDockerClient()
                .unpauseContainerCmd(container.getContainerId())
                .exec();
    }

    void run(String... command) {
        try {
            var result = container.execInContainer(command);
            if (result.getExitCode() != 0) {
                throw new IllegalStateException(command[0] + " failed: " + result.getStdout() + result.getStderr());
            }
        } catch (IOException e) {
            throw new IllegalStateException(command[0] + " could not be run in the container", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Removes the container; stops it gracefully first if its data is kept. */
    void close() {
        if (container.getContainerId() != null && kept) {
            stop();
        }
        container.stop();
    }

    private static String interfaceOf(String host) {
        return host.equals("localhost") || host.equals("127.0.0.1") ? "127.0.0.1:" : "";
    }

    private static Path volumeFile(Path directory, String image) {
        return directory.resolve(image.substring(0, image.indexOf(':')) + ".volume");
    }

    /**
     * Waits for nothing: after every start, the class that uses the container checks over the server's own protocol
     * whether it is ready.
     */
    private static final class AskedByItsUser extends AbstractWaitStrategy {
        @Override
        protected void waitUntilReady() {}
    }
}
