package dev.tandem.project.invitation;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares mail addresses. */
final class Addresses {

    /** The form to which mail is sent: ASCII only, so that no other letter passes for one of an address. */
    private static final Pattern COMMON =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");

    private static final int LONGEST = 320;

    private Addresses() {}

    static boolean isCommon(String address) {
        return address.length() <= LONGEST && COMMON.matcher(address).matches();
    }

    /**
     * What stands for all addresses that lead to one mailbox with most servers: small letters, without what follows a {@code +}
     * in the local part. Two mailboxes that share it share a bound, no more.
     */
    static String mailbox(String address) {
        return address.replaceFirst("(?<=[^+@])\\+[^@]*(?=@)", "").toLowerCase(Locale.ROOT);
    }

    /** Returns true if a caller's address is the invited one, in whatever case. */
    static boolean isThat(@Nullable String address, String invited) {
        return address != null && isCommon(address) && address.equalsIgnoreCase(invited);
    }
}
