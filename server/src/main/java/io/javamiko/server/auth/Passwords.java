package io.javamiko.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Says which passwords are whose. Thread-safe; may block; what it throws refuses the password. An unknown user should cost
 * the same time as a known one with a wrong password: {@link #of} does.
 */
@FunctionalInterface
public interface Passwords {
    /**
     * Whether this is the user's password.
     *
     * @param user the name as the client gave it
     * @param password wiped after the call
     */
    boolean matches(String user, char[] password);

    /**
     * A fixed table, by user name; held in memory as it is, so for tests and small tools. A name with an empty password is
     * never let in.
     */
    static Passwords of(Map<String, String> passwords) {
        var table = new HashMap<String, byte[]>();
        passwords.forEach((user, password) -> table.put(user, password.getBytes(UTF_8)));
        byte[] nobodys = new byte[16];
        return (user, password) -> {
            byte[] given = encoded(password);
            byte[] expected = table.getOrDefault(user, nobodys);
            boolean same = MessageDigest.isEqual(given, expected); // its time depends on what was given alone
            Arrays.fill(given, (byte) 0);
            return same && expected != nobodys && expected.length > 0;
        };
    }

    private static byte[] encoded(char[] password) {
        ByteBuffer encoded = ByteBuffer.allocate(3 * password.length); // the most that a char takes
        UTF_8.newEncoder().encode(CharBuffer.wrap(password), encoded, true);
        byte[] bytes = Arrays.copyOf(encoded.array(), encoded.position());
        Arrays.fill(encoded.array(), (byte) 0);
        return bytes;
    }
}
