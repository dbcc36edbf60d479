package io.javamiko.cli;

import io.javamiko.SSHException;
import io.javamiko.cli.ClientSettings.HostKeyChecking;
import io.javamiko.client.hostkeys.HostKeyDecision;
import io.javamiko.client.hostkeys.HostKeyPolicy;
import io.javamiko.client.hostkeys.HostKeyQuestion;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.lists.HostPattern;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;

/**
 * StrictHostKeyChecking: what becomes of a host key that known_hosts does not have. A key that has changed is taken only
 * with {@code no}, and then {@link #isDistrusted} says that no password may follow. For one connection.
 */
final class HostKeyPrompt implements HostKeyPolicy {
    private static final String LINE = "@".repeat(59);

    private final HostKeyChecking checking;
    private final Prompts prompts;
    private final PrintStream messages;
    private final boolean saves;
    private boolean distrusted; // the thread that connects alone

    /**
     * @param messages where warnings go
     * @param saves whether there is a file to save keys in
     */
    HostKeyPrompt(HostKeyChecking checking, Prompts prompts, PrintStream messages, boolean saves) {
        this.checking = checking;
        this.prompts = prompts;
        this.messages = messages;
        this.saves = saves;
    }

    @Override
    public HostKeyDecision unknown(HostKeyQuestion question) throws SSHException {
        boolean accepted = switch (checking) {
            case YES -> false;
            case ACCEPT_NEW, NO -> true;
            case ASK -> asked(question);
        };
        if (accepted && saves) {
            messages.println("Warning: Permanently added '" + name(question) + "' (" + type(question.key())
                    + ") to the list of known hosts.");
        }
        return accepted ? kept() : HostKeyDecision.REJECT;
    }

    /** Without a file of the user's own nothing is saved: the system's is not ours to change. */
    private HostKeyDecision kept() {
        return saves ? HostKeyDecision.ACCEPT_AND_SAVE : HostKeyDecision.ACCEPT_ONCE;
    }

    @Override
    public HostKeyDecision changed(HostKeyQuestion question) {
        if (checking != HostKeyChecking.NO) {
            return HostKeyDecision.REJECT;
        }
        distrusted = true;
        messages.println(LINE + "\n@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\n" + LINE);
        messages.println("The host key of " + name(question) + " is " + question.key()
                + ", and known_hosts has another one.\nSomebody may be in the middle of this connection: he gets no"
                + " password and no answers from here.\nIf the key is right: keygen -R '" + name(question) + "'");
        return HostKeyDecision.ACCEPT_ONCE;
    }

    /** Whether a changed key was let pass: then nothing may be sent that could be used elsewhere. */
    boolean isDistrusted() {
        return distrusted;
    }

    private boolean asked(HostKeyQuestion question) throws SSHException {
        String fingerprint = question.key().fingerprint();
        try {
            String answer = prompts.line("The authenticity of host '" + name(question) + "' can't be established.\n"
                    + type(question.key()) + " key fingerprint is " + fingerprint
                    + ".\nAre you sure you want to continue connecting (yes/no/[fingerprint])? ");
            while (answer != null && !answer.isBlank() && !isAnswer(answer.strip(), fingerprint)) {
                answer = prompts.line("Please type 'yes', 'no' or the fingerprint: ");
            }
            return answer != null
                    && (answer.strip().equalsIgnoreCase("yes") || answer.strip().equals(fingerprint));
        } catch (IOException e) {
            throw new SSHException("nobody could be asked about the host key of " + name(question) + ": " + e, e);
        }
    }

    private static boolean isAnswer(String answer, String fingerprint) {
        return answer.equalsIgnoreCase("yes") || answer.equalsIgnoreCase("no") || answer.equals(fingerprint);
    }

    private static String name(HostKeyQuestion question) {
        return HostPattern.name(question.host(), question.port());
    }

    /** A key's type as OpenSSH shows it: {@code ED25519}, {@code ECDSA}, {@code RSA}. */
    static String type(SSHPublicKey key) {
        return key.type().startsWith("ecdsa")
                ? "ECDSA"
                : key.type().replaceFirst("^ssh-", "").toUpperCase(Locale.ROOT);
    }
}
