package io.javamiko.cli;

import io.javamiko.Sanitised;
import io.javamiko.agent.AgentClient;
import io.javamiko.agent.AgentException;
import io.javamiko.agent.AgentException.Reason;
import io.javamiko.agent.AgentKey;
import io.javamiko.agent.KeyConstraints;
import io.javamiko.client.agent.AgentConnector;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.files.KeyFileException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code javamiko add}: puts keys into the agent that SSH_AUTH_SOCK names, with ssh-add's options and exit statuses. */
@Command(name = "add", description = "Adds keys to the agent, lists and removes them.", sortOptions = false)
final class AddCommand implements Callable<Integer> {
    private static final int NO_AGENT = 2;
    private static final int MAX_PASSPHRASES = 3;

    @Option(names = "-l", description = "list the keys' fingerprints")
    private boolean list;

    @Option(names = "-L", description = "list the public keys")
    private boolean listKeys;

    @Option(names = "-d", description = "remove these keys")
    private boolean remove;

    @Option(names = "-D", description = "remove all keys")
    private boolean removeAll;

    @Option(names = "-t", paramLabel = "TIME", description = "how long the agent keeps them")
    private String lifetime;

    @Option(names = "-c", description = "the agent asks before each use of them")
    private boolean confirm;

    @Option(names = "-k", description = "keys only, not the certificates beside them")
    private boolean plainOnly;

    @Option(names = "-x", description = "lock the agent with a passphrase")
    private boolean lock;

    @Option(names = "-X", description = "unlock the agent")
    private boolean unlock;

    @Option(names = "-q", description = "say nothing where it goes well")
    private boolean quiet;

    @Option(names = "--help", usageHelp = true, description = "say this")
    @SuppressWarnings("UnusedVariable") // picocli asks for it
    private boolean help;

    @Parameters(paramLabel = "FILE", description = "private key files (those in ~/.ssh)")
    private List<Path> files = new ArrayList<>();

    private final PrintStream messages = System.err;
    private final Prompts prompts = new Prompts(false);

    @Override
    public Integer call() throws IOException {
        Logging.level("warn");
        var link = AgentConnector.ofUser().connect();
        if (link.isEmpty()) {
            messages.println("Could not open a connection to your authentication agent.");
            return NO_AGENT;
        }
        try (var agent = AgentClient.over(link.get())) {
            if (list || listKeys) {
                return list(agent.keys());
            } else if (lock || unlock) {
                return lock(agent);
            } else if (removeAll) {
                agent.removeAll();
                say("All identities removed.");
                return 0;
            }
            return forEachFile(agent);
        } catch (AgentException e) {
            messages.println("add: " + Javamiko.why(e));
            return e.reason() == Reason.REFUSED ? 1 : NO_AGENT;
        }
    }

    private int list(List<AgentKey> keys) {
        for (var key : keys) {
            var publicKey = key.key();
            System.out.println(
                    listKeys
                            ? publicKey.format(Sanitised.of(key.comment()))
                            : publicKey.bits() + " " + publicKey.fingerprint() + " " + Sanitised.of(key.comment())
                                    + " (" + shortName(publicKey.type()) + ")");
        }
        if (keys.isEmpty()) {
            System.out.println("The agent has no identities.");
        }
        return keys.isEmpty() ? 1 : 0;
    }

    /** ED25519 of ssh-ed25519, RSA-CERT of ssh-rsa-cert-v01@openssh.com, ECDSA-SK of sk-ecdsa-sha2-nistp256@openssh.com. */
    static String shortName(String type) {
        String base = type.replaceFirst("@openssh\\.com$", "").replaceFirst("-cert-v01$", "");
        String name = base.replaceFirst("^(sk-)?(ssh-)?", "").replaceFirst("-sha2-nistp\\d+$", "");
        return (name + (base.startsWith("sk-") ? "-sk" : "") + (type.contains("-cert-v01") ? "-cert" : ""))
                .replace("dss", "dsa")
                .toUpperCase(Locale.ROOT);
    }

    private int lock(AgentClient agent) throws IOException {
        char[] passphrase = prompts.secret("Enter lock password: ");
        char[] again = passphrase == null || unlock ? passphrase : prompts.secret("Again: ");
        try {
            if (passphrase == null || !Arrays.equals(passphrase, again)) {
                messages.println(passphrase == null ? "add: nobody can be asked" : "add: Passwords do not match.");
                return 1;
            }
            if (lock) {
                agent.lock(passphrase);
            } else {
                agent.unlock(passphrase);
            }
            say(lock ? "Agent locked." : "Agent unlocked.");
            return 0;
        } finally {
            wipe(passphrase);
            wipe(again);
        }
    }

    private static void wipe(char[] secret) {
        if (secret != null) {
            Arrays.fill(secret, '\0');
        }
    }

    private int forEachFile(AgentClient agent) throws IOException {
        var home = Path.of(System.getProperty("user.home", "."), ".ssh");
        var usual =
                Stream.of("id_ed25519", "id_ecdsa", "id_rsa").map(home::resolve).filter(Files::exists);
        int status = 0;
        for (Path file : files.isEmpty() ? usual.toList() : files) {
            try {
                if (remove) {
                    remove(agent, file);
                } else {
                    add(agent, file);
                }
            } catch (AgentException e) {
                if (e.reason() != Reason.REFUSED) {
                    throw e;
                }
                status = failed(file, e);
            } catch (IOException e) {
                status = failed(file, e);
            }
        }
        return status;
    }

    private int failed(Path file, IOException e) {
        messages.println("add: " + Sanitised.of(file.toString()) + ": " + Javamiko.why(e));
        return 1;
    }

    private void add(AgentClient agent, Path file) throws IOException {
        var constraints = KeyConstraints.NONE;
        if (lifetime != null) {
            constraints = constraints.withLifetime(Quantities.time("-t", lifetime));
        }
        if (confirm) {
            constraints = constraints.withConfirmation();
        }
        try (var read = read(file)) {
            var pair = read.comment().isEmpty() ? read.withComment(file.toString()) : read;
            agent.add(pair, constraints);
            say("Identity added: " + file + " (" + Sanitised.of(pair.comment()) + ")");
            Path certificate = file.resolveSibling(file.getFileName() + "-cert.pub");
            if (!plainOnly && Files.exists(certificate)) {
                agent.add(publicKey(certificate), pair, constraints);
                say("Certificate added: " + certificate + " (" + Sanitised.of(pair.comment()) + ")");
            }
        }
        if (constraints.lifetime().isPresent()) {
            say("Lifetime set to " + constraints.lifetime().get().toSeconds() + " seconds");
        }
        if (confirm) {
            say("The user must confirm each use of the key");
        }
    }

    private SSHKeyPair read(Path file) throws IOException {
        try {
            return SSHKeyPair.read(file);
        } catch (KeyFileException e) {
            if (e.reason() != KeyFileException.Reason.NEEDS_PASSPHRASE) {
                throw e;
            }
            return decrypt(file, e);
        }
    }

    private SSHKeyPair decrypt(Path file, KeyFileException first) throws IOException {
        var last = first;
        for (int attempt = 1; attempt <= MAX_PASSPHRASES; attempt++) {
            char[] passphrase = prompts.secret(
                    (attempt == 1 ? "Enter passphrase for " : "Bad passphrase, try again for ") + file + ": ");
            if (passphrase == null || passphrase.length == 0) {
                break;
            }
            try {
                return SSHKeyPair.read(file, passphrase);
            } catch (KeyFileException e) {
                if (e.reason() != KeyFileException.Reason.WRONG_PASSPHRASE) {
                    throw e;
                }
                last = e;
            } finally {
                wipe(passphrase);
            }
        }
        throw last;
    }

    private void remove(AgentClient agent, Path file) throws IOException {
        Path beside = file.toString().endsWith(".pub") ? file : file.resolveSibling(file.getFileName() + ".pub");
        agent.remove(Files.exists(beside) ? publicKey(beside) : SSHKeyPair.readPublicKey(file));
        say("Identity removed: " + file);
        Path certificate = file.resolveSibling(file.getFileName() + "-cert.pub");
        if (!plainOnly && Files.exists(certificate)) {
            agent.remove(publicKey(certificate));
            say("Identity removed: " + certificate);
        }
    }

    private static SSHPublicKey publicKey(Path file) throws IOException {
        return SSHPublicKey.parse(Files.readString(file).strip());
    }

    private void say(String text) {
        if (!quiet) {
            messages.println(text);
        }
    }
}
