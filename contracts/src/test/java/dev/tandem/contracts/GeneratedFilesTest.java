package dev.tandem.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the schemas and {@code infra/asyncapi.yaml} with what they are made of; the profile {@code generate} makes them anew.
 */
class GeneratedFilesTest {
    private static final Map<String, String> FILES = files();

    static Stream<String> paths() {
        return FILES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("paths")
    void a_committed_file_is_as_it_is_made(String path) throws IOException {
        if (Repository.GENERATES) {
            Files.writeString(Repository.path(path), FILES.get(path));
        }
        assertThat(Repository.path(path))
                .as("Make it anew by: %s", Repository.GENERATE)
                .exists();
        assertThat(Repository.text(path))
                .as("Make it anew by: %s", Repository.GENERATE)
                .isEqualTo(FILES.get(path));
    }

    @Test
    void there_is_no_schema_of_a_contract_that_is_gone() throws IOException {
        try (Stream<Path> schemas = Files.list(Repository.path(DataSchema.FOLDER))) {
            assertThat(schemas.map(schema -> DataSchema.FOLDER + "/" + schema.getFileName()))
                    .as("Delete what is too much")
                    .isSubsetOf(FILES.keySet());
        }
    }

    private static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        for (Contract contract : Contracts.all()) {
            DataSchema schema = new DataSchema(contract);
            files.put(schema.path(), schema.text());
        }
        AsyncApiDocument document =
                new AsyncApiDocument(Contracts.all(), contract -> new DataSchema(contract).sentence());
        files.put(
                AsyncApiDocument.PATH,
                "# Generated from " + AsyncApiDocument.FRAME.substring("infra/".length())
                        + ", rabbitmq-definitions.json and the records in contracts/. Make it anew by:\n# "
                        + Repository.GENERATE
                        + "\n"
                        + YamlText.of(document.tree()));
        return files;
    }
}
