package dev.tandem.local.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the number of a mail, alone or at the end of its page's address. */
final class MailNumber implements ITypeConverter<Long> {

    private static final Pattern NUMBER = Pattern.compile("(?:.*/)?(\\d{1,18})");

    @Override
    public Long convert(String text) {
        Matcher matcher = NUMBER.matcher(text.strip());
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is not the number of a mail");
        }
        return Long.valueOf(matcher.group(1));
    }
}
