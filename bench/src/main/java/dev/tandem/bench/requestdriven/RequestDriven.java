package dev.tandem.bench.requestdriven;

import com.zaxxer.hikari.HikariDataSource;
import dev.tandem.bench.load.Caller;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Serves requests like the systems that Tandem replaced: does everything before it answers. Connections are cheap, as in any
 * modern servlet container; a request occupies one of a fixed number of threads from its validation to its answer.
 */
public final class RequestDriven implements AutoCloseable {

    private final Vertx vertx;
    private final HikariDataSource connections;
    private final HttpServer server;
    private final List<Caller> callers;

    private RequestDriven(Vertx vertx, HikariDataSource connections, HttpServer server, List<Caller> callers) {
        this.vertx = vertx;
        this.connections = connections;
        this.server = server;
        this.callers = callers;
    }

    /** Returns when the server accepts requests, on any free port. */
    public static RequestDriven start(URI database, Settings settings) {
        HikariDataSource connections = Database.open(database, settings.connections());
        List<Caller> callers = Database.prepare(connections);
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setMaxWorkerExecuteTime(5)
                .setMaxWorkerExecuteTimeUnit(TimeUnit.MINUTES));
        CreateProject create = new CreateProject(connections, new TeamMail(settings.smtpPort()));
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setAcceptBacklog(4_096))
                .requestHandler(new Requests(vertx.createSharedWorkerExecutor("requests", settings.threads()), create))
                .listen(0, "127.0.0.1")
                .await();
        return new RequestDriven(vertx, connections, server, callers);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /** The members of twenty workspaces, four in each. */
    public List<Caller> callers() {
        return callers;
    }

    /** Abandons requests in progress. */
    @Override
    public void close() {
        connections.close();
        vertx.close().await();
    }
}
