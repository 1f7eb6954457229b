package dev.tandem.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The contract as the gateway's router takes it: with paths and media types that the loader knows. */
final class LoadingTest {

    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Test
    void the_loader_takes_every_operation_and_the_router_can_be_built_of_them() throws Exception {
        JsonObject written = written();
        AdminRoutes.readFrom(written);

        OpenAPIContract contract = OpenAPIContract.from(VERTX, written)
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        RouterBuilder builder = RouterBuilder.create(VERTX, contract, RequestExtractor.withBodyHandler());
        builder.getRoutes().forEach(route -> {
            route.setDoSecurity(false).setDoValidation(false).addHandler(ctx -> ctx.end());
            new RequestCheck(contract, route.getOperation());
        });

        assertThat(builder.createRouter().getRoutes())
                .hasSizeGreaterThanOrEqualTo(contract.operations().size());
        assertThat(contract.operations())
                .extracting("operationId")
                .contains("markRead", "stream", "operationEvents", "replayDeadLetter");
    }

    private static JsonObject written() throws Exception {
        return new JsonObject(new YAMLMapper()
                .readValue(Api.loadable(WrittenContract.TEXT), new TypeReference<Map<String, Object>>() {}));
    }
}
