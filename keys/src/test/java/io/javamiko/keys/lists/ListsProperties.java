package io.javamiko.keys.lists;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.TestKeys;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.lifecycle.AfterContainer;

class ListsProperties {
    private static final FileSystem FILES = Jimfs.newFileSystem(Configuration.unix());
    private static final SSHPublicKey A = TestKeys.all().get(0).publicKey();
    private static final SSHPublicKey B = TestKeys.all().get(1).publicKey();

    @AfterContainer
    static void close() throws Exception {
        FILES.close();
    }

    @Property
    void anyBytesAreKnownHosts(@ForAll byte[] bytes) {
        var hosts = KnownHosts.parse(bytes, "file");
        assertThat(hosts.keys("host", 22)).isEmpty();
    }

    @Property
    void anyBytesAreAuthorizedKeys(@ForAll byte[] bytes) {
        assertThat(AuthorizedKeys.parse(bytes, "file").find(A)).isEmpty();
    }

    @Property
    void anyTextBeforeAKeyIsOptionsOrAWarning(@ForAll String text) {
        var keys = AuthorizedKeys.parse((text + " " + A.format("")).getBytes(UTF_8), "file");
        for (var entry : keys.find(A)) {
            assertThat(text.isBlank() || entry.line() > 1 || !text.isEmpty()).isTrue();
        }
        assertThat(keys.entries().size() + keys.warnings().size())
                .isLessThanOrEqualTo(
                        1 + (int) text.chars().filter(c -> c == '\n').count());
    }

    /** A line that was damaged names other hosts only if its names were; it never makes the next one unreadable. */
    @Property
    void aLineMutatedIsALineOrAWarningAndHarmsNoOther(@ForAll long seed) {
        var random = new Random(seed);
        byte[] line = ("@revoked host,*.example.com,!x " + A.format("comment")).getBytes(UTF_8);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(line.length);
            line[at] = (byte) random.nextInt(256);
            line[at] = line[at] == '\n' ? 0 : line[at];
        }
        var hosts = KnownHosts.parse(
                (new String(line, ISO_8859_1) + "\nhost " + B.format("")).getBytes(ISO_8859_1), "file");
        assertThat(hosts.keys("host", 22)).contains(B);
        assertThat(hosts.entries().size() + hosts.warnings().size()).isBetween(1, 2);
    }

    @Provide
    Arbitrary<List<String>> lines() {
        var line = Arbitraries.of(
                "",
                "\r",
                "# comment",
                "host",
                "gone " + A.format("x"),
                "gone,b " + B.format(""),
                "GO* " + A.format(""),
                "go*,!gone " + A.format(""),
                "@revoked gone " + A.format(""),
                "@cert-authority gone " + A.format(""),
                "|1|x|y " + A.format(""),
                "[gone]:2222 " + A.format(""),
                "stays " + A.format("\u00e9\u00ff") + "  \t\r",
                "gone ssh-new AAAA",
                "\u00e4 odd \u0000 line");
        return line.list().ofMaxSize(12);
    }

    @Property(tries = 300)
    void removeLeavesEveryOtherByte(@ForAll("lines") List<String> lines, @ForAll boolean endsWithALineFeed)
            throws Exception {
        var file = FILES.getPath("known_hosts");
        byte[] before = (String.join("\n", lines) + (endsWithALineFeed ? "\n" : "")).getBytes(ISO_8859_1);
        Files.write(file, before);
        var kept = new ArrayList<String>();
        int removed = 0;
        for (String line : lines) {
            boolean goes = line.startsWith("gone ssh-ed25519") || line.startsWith("gone,b") || line.startsWith("GO*");
            removed += goes ? 1 : 0;
            if (!goes) {
                kept.add(line);
            }
        }
        assertThat(KnownHostsFile.remove(file, "gone", 22)).hasSize(removed);
        String after = Files.readString(file, ISO_8859_1);
        String expected = String.join("\n", kept);
        assertThat(after.stripTrailing()).isEqualTo(expected.stripTrailing());
        assertThat(removed > 0 || java.util.Arrays.equals(Files.readAllBytes(file), before))
                .isTrue();
    }

    @Property
    void aPatternMatchesAsItsRegularExpressionDoes(@ForAll("pattern") String pattern, @ForAll("name") String name) {
        String expression = pattern.replace(".", "\\.").replace("*", ".*").replace("?", ".");
        assertThat(PatternList.matches(pattern, name)).isEqualTo(name.matches(expression));
    }

    @Provide
    Arbitrary<String> pattern() {
        return Arbitraries.strings().withChars("ab.*?").ofMaxLength(10);
    }

    @Provide
    Arbitrary<String> name() {
        return Arbitraries.strings().withChars("ab.").ofMaxLength(12);
    }

    @Property
    void anyTextIsAPatternOrTheCallersMistake(@ForAll String text, @ForAll String name) {
        try {
            HostPattern.parse(text).matches(name);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasNoSuppressedExceptions();
        }
    }

    @Property
    void anyTextIsAnAddressOrNone(@ForAll("addressText") String text) {
        assertThat(AddressPattern.address(text).length).isIn(0, 4, 16);
        try {
            FromPattern.parse(text).matches(text, Optional.of(text));
        } catch (IllegalArgumentException e) {
            assertThat(e).hasNoSuppressedExceptions();
        }
    }

    @Provide
    Arbitrary<String> addressText() {
        return Arbitraries.strings().withChars("0129:.%/,!fF").ofMaxLength(24);
    }

    @Property
    void anAddressIsReadAsTheJDKReadsIt(@ForAll byte[] bytes) throws Exception {
        for (int length : new int[] {4, 16}) {
            byte[] address = java.util.Arrays.copyOf(bytes, length);
            String text = java.net.InetAddress.getByAddress(address).getHostAddress();
            assertThat(AddressPattern.address(text))
                    .isEqualTo(java.net.InetAddress.getByName(text).getAddress());
        }
    }

    @Property
    void aHashedNameMatchesItselfAlone(
            @ForAll @AlphaChars @StringLength(min = 1, max = 20) String host,
            @ForAll @AlphaChars @StringLength(min = 1, max = 20) String other) {
        var hashed = HostPattern.parse(HashedName.of(HostPattern.name(host, 22), new java.security.SecureRandom())
                .toString());
        assertThat(hashed.matches(HostPattern.name(host, 22))).isTrue();
        assertThat(hashed.matches(HostPattern.name(other, 22))).isEqualTo(host.equalsIgnoreCase(other));
    }
}
