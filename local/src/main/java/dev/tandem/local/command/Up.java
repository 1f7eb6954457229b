package dev.tandem.local.command;

import dev.tandem.kit.logging.Logging;
import dev.tandem.local.LocalOptions;
import dev.tandem.local.LocalSystem;
import dev.tandem.local.demo.DemoWorkspace;
import dev.tandem.local.instance.DataDirectory;
import dev.tandem.local.instance.Instance;
import dev.tandem.local.instance.StateFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the system, creates the demo workspace, reports readiness, and runs until a signal comes. */
@Command(name = "up", description = "Start PostgreSQL, RabbitMQ and every service; Ctrl-C stops them all.")
final class Up implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--port",
            defaultValue = "8080",
            paramLabel = "PORT",
            converter = Port.class,
            description = "The gateway's port (${DEFAULT-VALUE}), 0 for any.")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "What is kept from run to run ($TANDEM_DATA, else .tandem in the repository).")
    private @Nullable Path data;

    @Option(names = "--fresh", description = "Forget what the data directory holds.")
    private boolean fresh;

    @Option(
            names = "--otlp",
            paramLabel = "URL",
            converter = CollectorUrl.class,
            description =
                    "Also send all traces there, by OTLP over HTTP, such as to a Jaeger at http://localhost:4318.")
    private @Nullable URI collector;

    @Override
    public Integer call() throws InterruptedException {
        LocalOptions options = options();
        UntilSignalled run = UntilSignalled.begin();
        run.closes(Logging::close);
        try {
            LocalSystem system = LocalSystem.start(options, this::progress);
            run.closes(system);
            DataDirectory directory = system.data().orElseThrow();
            progress("Preparing the demo workspace");
            UUID demo = new DemoWorkspace(system.baseUri(), system.token(DemoWorkspace.OWNER, false), directory.demo())
                    .ensure();
            StateFiles states = StateFiles.of(System.getenv());
            Instance here = system.instance().orElseThrow();
            states.add(here);
            run.closes(() -> states.remove(here));
            announce(system, demo);
            return run.await();
        } catch (RuntimeException failure) {
            return run.failed(failure);
        }
    }

    LocalOptions options() {
        Path directory = (data == null ? Place.defaultData() : data).toAbsolutePath();
        Logs.into(DataDirectory.log(directory), System.getenv());
        LocalOptions options = LocalOptions.temporary(Place.definitions())
                .onPort(port)
                .keptIn(directory)
                .freshly(fresh);
        return collector == null ? options : options.exportingTo(collector);
    }

    private void announce(LocalSystem system, UUID workspace) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("Metrics and health in detail: "
                + system.management().entrySet().stream()
                        .map(each -> each.getKey() + " " + each.getValue())
                        .collect(Collectors.joining(", ")));
        system.mails().ifPresent(page -> err.println("Mails, which are kept and not delivered: " + page));
        err.flush();
        PrintWriter out = spec.commandLine().getOut();
        out.println("tandem is ready at " + system.baseUri());
        out.println(SampleRequest.creatingAProject(system.baseUri(), workspace));
        out.flush();
        markReady();
    }

    /** Signals to the script that this instance has loaded enough classes for an archive of them. */
    private static void markReady() {
        String mark = System.getProperty("tandem.ready");
        try {
            if (mark != null) {
                Files.writeString(Path.of(mark), "");
            }
        } catch (IOException e) {
            LoggerFactory.getLogger(Up.class).debug("No archive of classes will be kept", e);
        }
    }

    private void progress(String sentence) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(sentence + " …");
        err.flush();
    }
}
