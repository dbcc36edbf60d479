package io.javamiko.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The letters of {@code keygen}, which are ssh-keygen's: what to do, and what with. */
final class KeygenOptions {
    // what to do; without any of them a key is made

    @Option(names = "-A", description = "make the host keys that are missing, below the prefix -f/etc/ssh")
    boolean hostKeys;

    @Option(names = "-c", description = "change the comment of a private key file to -C")
    boolean changeComment;

    @Option(names = "-D", paramLabel = "LIBRARY", description = "PKCS#11: not here", hidden = true)
    private String pkcs11;

    @Option(names = "-e", description = "print the public key in another program's format, see -m")
    boolean export;

    @Option(names = "-F", paramLabel = "HOST", description = "find a host in known_hosts")
    String find;

    @Option(names = "-H", description = "hash the names in known_hosts; with -F, show them hashed")
    boolean hashHosts;

    @Option(names = "-i", description = "print a key that is in another program's format in OpenSSH's")
    boolean importKey;

    @Option(names = "-K", description = "keys of security keys: not here", hidden = true)
    private boolean residentKeys;

    @Option(names = "-k", description = "make a list of revoked keys of the files that are named")
    boolean makeKRL;

    @Option(
            names = "-l",
            description = "print the fingerprint of a key file; with -F, of the host's keys; with -Q, the list")
    boolean fingerprint;

    @Option(names = "-L", description = "print what the certificates in a file say")
    boolean certificate;

    @Option(names = "-M", paramLabel = "generate|screen", description = "moduli: not here", hidden = true)
    private String moduli;

    @Option(names = "-p", description = "change the passphrase of a private key file")
    boolean changePassphrase;

    @Option(names = "-Q", description = "ask a list of revoked keys about the key files that are named")
    boolean queryKRL;

    @Option(names = "-R", paramLabel = "HOST", description = "remove a host from known_hosts")
    String remove;

    @Option(
            names = "-r",
            paramLabel = "HOST",
            description = "print a key's SSHFP records; with -Y, the revoked keys' FILE")
    String recordsOrRevoked;

    @Option(
            names = "-Y",
            paramLabel = "ACTION",
            description = "sign, verify, check-novalidate, find-principals or match-principals")
    String signature;

    @Option(names = "-y", description = "print the public key of a private key file")
    boolean printPublic;

    // what with

    @Option(names = "-a", paramLabel = "ROUNDS", description = "rounds of bcrypt of a new passphrase (24)")
    Integer rounds;

    @Option(names = "-b", paramLabel = "BITS", description = "RSA: 2048-16384 (3072); ECDSA: 256, 384 or 521")
    Integer bits;

    @Option(names = "-C", paramLabel = "COMMENT", description = "the key's or list's comment (user@host)")
    String comment;

    @Option(names = "-E", paramLabel = "HASH", description = "sha256 (default) or md5, for -l")
    String hash = "sha256";

    @Option(
            names = "-f",
            paramLabel = "FILE",
            description = "the key file; for -F, -R, -H the known_hosts file, for -k, -Q the list, for -Y the signers")
    Path file;

    @Option(names = "-g", description = "print -r records for name servers that do not know the type")
    boolean generic;

    @Option(names = "-h", description = "with -s: the certificate is for a host")
    boolean hostCertificate;

    @Option(names = "-I", paramLabel = "NAME", description = "for -s the key id, for -Y the principal")
    String identity;

    @Option(names = "-m", paramLabel = "FORMAT", description = "RFC4716 (default), PKCS8 or PEM")
    String format;

    @Option(names = "-N", paramLabel = "PASSPHRASE", description = "the new passphrase; empty for none")
    String newPassphrase;

    @Option(names = "-n", paramLabel = "NAMES", description = "for -s the principals, for -Y the namespace")
    String names;

    @Option(names = "-O", paramLabel = "OPTION", description = "an option of -s or -Y, as hashalg=sha256")
    List<String> options = new ArrayList<>();

    @Option(names = "-P", paramLabel = "PASSPHRASE", description = "the passphrase that the file has")
    String oldPassphrase;

    @Option(names = "-q", description = "say nothing but errors")
    boolean quiet;

    @Option(names = "-s", paramLabel = "FILE", description = "the authority's key; for -Y the signature")
    Path authorityOrSignature;

    @Option(
            names = "-t",
            paramLabel = "TYPE",
            description = "ed25519 (default), ecdsa, rsa, ed448, dsa, ssh-mldsa44-ed25519@openssh.com")
    String type;

    @Option(names = "-u", description = "with -k: add to the list")
    boolean update;

    @Option(
            names = "-V",
            paramLabel = "FROM:TO",
            description = "with -s: how long it is valid, as +52w or 20300101Z:forever")
    String validity;

    @Option(names = "-z", paramLabel = "NUMBER", description = "for -s the serial number, for -k the list's version")
    String number;

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "the files that -k, -Q, -Y sign or -s are about")
    List<Path> files = new ArrayList<>();

    /** What ssh-keygen can and this can't, in words. */
    void refuseWhatIsNotHere() {
        if (pkcs11 != null) {
            throw new UsageException("-D: keys in PKCS#11 libraries can't be used here; put them into an agent");
        }
        if (residentKeys) {
            throw new UsageException("-K: keys can't be fetched from security keys here; use OpenSSH's ssh-keygen -K");
        }
        if (moduli != null) {
            throw new UsageException("-M: moduli can't be made here; use OpenSSH's ssh-keygen -M");
        }
    }

    /** The value of {@code -O name=value}, the last one if there are several. */
    Optional<String> option(String name) {
        return options.stream()
                .filter(option -> option.startsWith(name + "="))
                .map(option -> option.substring(name.length() + 1))
                .reduce((first, second) -> second);
    }

    /** The type of key that {@code -t} names, in the short form, {@code ed25519} by default. */
    String typeOrDefault() {
        return type == null ? "ed25519" : type;
    }

    /** The file that {@code -f} names, which {@code action} can't do without. */
    Path neededFile(String action) {
        return needed(file, action, "-f FILE");
    }

    /** A value that an action can't do without. */
    static <T> T needed(T value, String action, String option) {
        if (value == null) {
            throw new UsageException(action + " needs " + option);
        }
        return value;
    }

    /** The number of {@code -z}, unsigned, in decimal. */
    Optional<Long> unsignedNumber() {
        try {
            return Optional.ofNullable(number).map(Long::parseUnsignedLong);
        } catch (NumberFormatException e) {
            throw new UsageException("-z " + number + ": expected a number from 0 to 2^64-1");
        }
    }
}
