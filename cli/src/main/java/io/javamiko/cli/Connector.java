package io.javamiko.cli;

import io.javamiko.auth.KeyboardInteractiveMethod.Challenge;
import io.javamiko.client.SSHClient;
import io.javamiko.client.SSHClientOptionsBuilder;
import io.javamiko.client.agent.AgentConnector;
import io.javamiko.transcript.TranscriptSettings;
import io.javamiko.transcript.TranscriptWriter;
import io.javamiko.transport.Algorithms;
import io.javamiko.transport.Algorithms.Kind;
import io.javamiko.transport.ConnectionListener;
import io.javamiko.transport.Warning;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Connects as the settings say, and asks the person at the terminal what they leave open. For one connection. */
final class Connector implements AutoCloseable {
    /** What transcripts show: to be read, so of channel data the beginning will do. */
    static final TranscriptSettings TRANSCRIPTS = TranscriptSettings.masked().mostData(1024);

    private final ConnectionFlags flags;
    private final ClientSettings settings;
    private final Prompts prompts;
    private final PrintStream messages;
    private final HostKeyPrompt hostKeys;
    private final String user;
    private final String host;
    private final int port;
    private TranscriptWriter transcript; // null without

    /**
     * @param port what the command line says, or {@code null}
     * @param login what {@code -l} says, or {@code null}
     */
    Connector(ConnectionFlags flags, Destination destination, Integer port, String login, PrintStream messages) {
        this.flags = flags;
        this.settings = flags.settings();
        this.messages = messages;
        this.prompts = new Prompts(settings.batchMode());
        this.hostKeys = new HostKeyPrompt(
                settings.hostKeyChecking(),
                prompts,
                messages,
                !settings.userKnownHosts().isEmpty());
        this.host = destination.host();
        this.user = or(destination.user(), or(login, or(settings.user(), System.getProperty("user.name"))));
        this.port = or(destination.port(), or(port, or(settings.port(), HostAndPort.SSH)));
    }

    private static <T> T or(T first, T otherwise) {
        return first == null ? otherwise : first;
    }

    SSHClient connect() throws IOException {
        if (flags.transcript() != null) {
            transcript = TranscriptWriter.create(flags.transcript(), TRANSCRIPTS);
        }
        return SSHClient.connect(host, this::set);
    }

    /** Ends the transcript; the connection, if there is one, is closed before. */
    @Override
    public void close() {
        if (transcript == null) {
            return;
        }
        try {
            transcript.close();
        } catch (IOException e) {
            messages.println("Warning: " + flags.transcript() + ": " + Javamiko.why(e));
        }
    }

    /** Whether the server's key is not the one that is known: then nothing is forwarded to it either. */
    boolean isDistrusted() {
        return hostKeys.isDistrusted();
    }

    private void set(SSHClientOptionsBuilder c) {
        c.user(user).port(port).algorithms(algorithms()).hostKeyPolicy(hostKeys);
        c.knownHosts(Stream.concat(settings.userKnownHosts().stream(), settings.globalKnownHosts().stream())
                .toArray(Path[]::new));
        flags.identityFiles().forEach(c::identity);
        settings.revokedHostKeys().forEach(c::revokedHostKeys);
        settings.certificateFiles().forEach(c::certificate);
        agent(c);
        c.passphrases(
                (file, attempt) -> Optional.ofNullable(prompts.secret("Enter passphrase for key '" + file + "': ")));
        c.passwords((name, server, attempt) -> password(name + "@" + server, attempt));
        c.passwordChanger(this::newPassword);
        c.prompter(this::answers);
        c.banners(this::banner);
        c.listener(listener());
        if (transcript != null) {
            c.tap(transcript);
        }
        if (settings.preferredAuthentications() != null) {
            c.authentications(settings.preferredAuthentications().stream()
                    .filter(method -> !method.equals("none")) // is always asked first
                    .toArray(String[]::new));
        }
        limits(c);
    }

    private void agent(SSHClientOptionsBuilder c) {
        if (settings.identitiesOnly()) {
            c.identitiesOnly();
        }
        String agent = settings.identityAgent();
        String socket = agent != null && agent.startsWith("$") ? System.getenv(agent.substring(1)) : agent;
        if (agent != null && (socket == null || socket.isEmpty() || socket.equals("none"))) {
            c.noAgent();
        } else if (socket != null && !socket.equals("SSH_AUTH_SOCK")) {
            c.agent(AgentConnector.socket(
                    ClientSettings.expand(socket, Path.of(System.getProperty("user.home", ".")))));
        }
    }

    private void limits(SSHClientOptionsBuilder c) {
        var timeout = settings.connectTimeout();
        if (timeout != null && !timeout.isZero()) { // ssh_config(5): up to and with the key exchange
            c.connectTimeout(timeout).identificationTimeout(timeout).keyExchangeTimeout(timeout);
        }
        c.limits(l -> {
            if (settings.rekeyBytes() != null) {
                l.rekeyBytes(settings.rekeyBytes());
            }
            if (settings.rekeyTime() != null) {
                l.rekeyInterval(settings.rekeyTime());
            }
            if (settings.serverAliveInterval() != null) {
                l.clientKeepaliveInterval(settings.serverAliveInterval());
            }
            if (settings.serverAliveCountMax() != null) {
                l.keepaliveMisses(settings.serverAliveCountMax());
            }
        });
    }

    private Algorithms algorithms() {
        var all = Algorithms.modern();
        all = with(all, Kind.KEX, "KexAlgorithms", settings.kexAlgorithms());
        all = with(all, Kind.HOST_KEY, "HostKeyAlgorithms", settings.hostKeyAlgorithms());
        all = with(all, Kind.CIPHER, "Ciphers", settings.ciphers());
        all = with(all, Kind.MAC, "MACs", settings.macs());
        all = with(all, Kind.USER_KEY_SIGNATURE, "PubkeyAcceptedAlgorithms", settings.pubkeyAcceptedAlgorithms());
        return settings.compression() ? all.withCompressions(List.of("zlib@openssh.com", "none")) : all;
    }

    private static Algorithms with(Algorithms all, Kind kind, String option, String list) {
        return list == null
                ? all
                : all.with(kind, AlgorithmList.apply(option, list, all.names(kind), Algorithms.known(kind)));
    }

    private Optional<char[]> password(String whose, int attempt) throws IOException {
        if (hostKeys.isDistrusted()) {
            return Optional.empty();
        }
        if (attempt > 1) {
            prompts.say("Permission denied, please try again.\n");
        }
        return Optional.ofNullable(prompts.secret(whose + "'s password: "));
    }

    private Optional<char[]> newPassword(String prompt) throws IOException {
        if (hostKeys.isDistrusted()) {
            return Optional.empty();
        }
        prompts.say(prompt + "\n");
        char[] first = prompts.secret("Enter new password: ");
        char[] again = first == null ? null : prompts.secret("Retype new password: ");
        return again != null && Arrays.equals(first, again) ? Optional.of(first) : Optional.empty();
    }

    private Optional<List<char[]>> answers(Challenge challenge) throws IOException {
        if (hostKeys.isDistrusted()) {
            return Optional.empty();
        }
        for (String text : List.of(challenge.name(), challenge.instruction())) {
            if (!text.isBlank()) {
                prompts.say(text.strip() + "\n");
            }
        }
        var answers = new ArrayList<char[]>();
        for (var prompt : challenge.prompts()) {
            char[] answer = prompts.ask("(" + user + "@" + host + ") " + prompt.text(), prompt.echo());
            if (answer == null) {
                return Optional.empty();
            }
            answers.add(answer);
        }
        return Optional.of(answers);
    }

    private void banner(String text) {
        if (!flags.isQuiet()) {
            messages.print(text.endsWith("\n") ? text : text + "\n");
        }
    }

    private ConnectionListener listener() {
        return new ConnectionListener() {
            @Override
            public void warning(Warning warning) {
                if (!flags.isQuiet()) {
                    messages.println("Warning: " + warning.text());
                }
            }
        };
    }
}
