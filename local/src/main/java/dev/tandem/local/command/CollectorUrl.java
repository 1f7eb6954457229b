package dev.tandem.local.command;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the base address of an OTLP receiver. */
final class CollectorUrl implements ITypeConverter<URI> {

    @Override
    public URI convert(String text) {
        try {
            URI url = new URI(text);
            boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (web && url.getHost() != null && url.getQuery() == null && url.getFragment() == null) {
                return url;
            }
        } catch (URISyntaxException malformed) {
            // rejected below, like any other invalid value
        }
        throw new TypeConversionException("'" + text + "' is not an address such as http://localhost:4318");
    }
}
