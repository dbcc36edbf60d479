package io.javamiko.cli;

import io.javamiko.client.ExecOptions;
import io.javamiko.client.RemoteProcess;
import io.javamiko.connection.TerminalModes;
import java.io.IOException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Attributes.OutputFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.slf4j.LoggerFactory;

/**
 * The terminal in front of the user: raw while a remote one takes its place, and restored whatever happens. Standard input
 * itself is read elsewhere.
 */
final class LocalTerminal implements AutoCloseable {
    private static final int ERASE_OPCODE = 3; // VERASE, RFC 4254 §8
    private static final int DEFAULT_COLUMNS = 80;
    private static final int DEFAULT_ROWS = 24;

    private final Terminal terminal;
    private final Attributes original;
    private final Thread restore = new Thread(this::restore, "restore terminal");
    private boolean raw;

    private LocalTerminal(Terminal terminal) {
        this.terminal = terminal;
        this.original = terminal.getAttributes();
    }

    static LocalTerminal open() throws IOException {
        return new LocalTerminal(TerminalBuilder.builder()
                .system(true)
                .nativeSignals(true)
                .signalHandler(Terminal.SignalHandler.SIG_DFL)
                .build());
    }

    /** Asks for a terminal like this one. */
    void describe(ExecOptions options) {
        var modes =
                TerminalModes.none().with(TerminalModes.INPUT_SPEED, 38_400).with(TerminalModes.OUTPUT_SPEED, 38_400);
        int erase = original.getControlChar(ControlChar.VERASE);
        if (erase > 0 && erase < 256) {
            modes = modes.with(ERASE_OPCODE, erase);
        }
        options.pty(System.getenv().getOrDefault("TERM", "dumb"), columns(), rows(), modes);
    }

    /** Every key goes to the other side as it is, those that make signals included. */
    void raw() {
        var attributes = new Attributes(original);
        for (LocalFlag flag : new LocalFlag[] {LocalFlag.ICANON, LocalFlag.ECHO, LocalFlag.ISIG, LocalFlag.IEXTEN}) {
            attributes.setLocalFlag(flag, false);
        }
        for (InputFlag flag : new InputFlag[] {
            InputFlag.ICRNL,
            InputFlag.INLCR,
            InputFlag.IGNCR,
            InputFlag.IXON,
            InputFlag.IXOFF,
            InputFlag.ISTRIP,
            InputFlag.PARMRK,
            InputFlag.BRKINT
        }) {
            attributes.setInputFlag(flag, false);
        }
        attributes.setOutputFlag(OutputFlag.OPOST, false);
        attributes.setControlChar(ControlChar.VMIN, 1);
        attributes.setControlChar(ControlChar.VTIME, 0);
        Runtime.getRuntime().addShutdownHook(restore); // a signal must not leave the terminal unusable
        raw = true;
        terminal.setAttributes(attributes);
    }

    /** Tells the remote terminal each new size. */
    void onResize(RemoteProcess process) {
        terminal.handle(Signal.WINCH, signal -> {
            try {
                process.resize(columns(), rows());
            } catch (IOException e) {
                LoggerFactory.getLogger(LocalTerminal.class).debug("the new size was not told", e);
            }
        });
    }

    private int columns() {
        int columns = terminal.getSize().getColumns();
        return columns > 0 ? columns : DEFAULT_COLUMNS;
    }

    private int rows() {
        int rows = terminal.getSize().getRows();
        return rows > 0 ? rows : DEFAULT_ROWS;
    }

    private void restore() {
        terminal.setAttributes(original);
    }

    @Override
    public void close() throws IOException {
        if (raw) {
            raw = false;
            restore();
            Runtime.getRuntime().removeShutdownHook(restore);
        }
        terminal.close();
    }
}
