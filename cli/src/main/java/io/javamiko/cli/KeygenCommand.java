package io.javamiko.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code javamiko keygen}: makes keys, looks at them and signs with them, with ssh-keygen's options. */
@Command(
        name = "keygen",
        description = "Makes keys, shows them, signs and revokes with them, and looks hosts up in known_hosts.",
        versionProvider = Version.class)
final class KeygenCommand implements Callable<Integer> {
    @Mixin
    private KeygenOptions options;

    @Option(names = "--help", usageHelp = true, description = "show this help") // -h and -V are ssh-keygen's own
    boolean help;

    @Option(names = "--version", versionHelp = true, description = "show the version")
    boolean version;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        options.refuseWhatIsNotHere();
        var keys = new KeygenKeys(options, this::print);
        if (options.signature != null) {
            return new KeygenSignatures(options, keys).run();
        } else if (options.makeKRL) {
            new KeygenRevocations(options, keys).make();
        } else if (options.queryKRL) {
            return new KeygenRevocations(options, keys).query();
        } else if (options.certificate) {
            new KeygenCertificateShowing(keys).show(keys.file());
        } else if (options.authorityOrSignature != null) {
            new KeygenCertificates(options, keys).issue();
        } else if (options.find != null) {
            return knownHosts().find(options.find);
        } else if (options.remove != null) {
            return knownHosts().remove(options.remove);
        } else if (options.hashHosts) {
            knownHosts().hash();
        } else if (options.hostKeys) {
            new KeygenMaking(options, keys).hostKeys();
        } else if (options.recordsOrRevoked != null) {
            new KeygenShowing(options, keys).records(options.recordsOrRevoked);
        } else if (options.importKey) {
            new KeygenConverting(options, keys).read();
        } else if (options.export) {
            new KeygenConverting(options, keys).write();
        } else if (options.printPublic) {
            new KeygenShowing(options, keys).publicKey();
        } else if (options.fingerprint) {
            new KeygenShowing(options, keys).fingerprints();
        } else if (options.changePassphrase) {
            new KeygenChanging(keys).passphrase();
        } else if (options.changeComment) {
            new KeygenChanging(keys).comment();
        } else {
            new KeygenMaking(options, keys).key();
        }
        return 0;
    }

    private KnownHostsCommand knownHosts() {
        return new KnownHostsCommand(
                this::print, options.file, options.fingerprint ? options.hash : null, options.hashHosts);
    }

    private void print(String text) {
        spec.commandLine().getOut().println(text);
        spec.commandLine().getOut().flush();
    }
}
