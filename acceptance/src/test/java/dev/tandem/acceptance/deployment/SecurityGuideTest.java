package dev.tandem.acceptance.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SecurityGuideTest {

    private static final String FILE = "docs/security.md";
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");

    @Test
    void every_test_that_it_names_is_there() throws IOException {
        Set<String> there;
        try (Stream<Path> files = Files.walk(Repository.ROOT)) {
            there = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
        Set<String> named = TEST.matcher(Repository.text(FILE))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());

        assertThat(named).hasSizeGreaterThan(15).isSubsetOf(there);
    }
}
