package io.javamiko.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Puts arguments into the order that picocli can read: OpenSSH lets options stand behind the destination too
 * ({@code ssh host -p 2222 command}); only what follows the first word of the command is the command's own.
 */
final class OpenSSHArguments {
    private OpenSSHArguments() {}

    /**
     * Options, then {@code --}, then the destination and the command.
     *
     * @param withValue the letters of the short options that take a value
     * @param names the long options that take a value
     */
    static String[] reorder(String[] arguments, String withValue, Set<String> names) {
        var options = new ArrayList<String>();
        var rest = new ArrayList<String>();
        int i = 0;
        for (; i < arguments.length; i++) {
            String argument = arguments[i];
            if (argument.equals("--")) {
                i++;
                break;
            }
            if (!argument.startsWith("-") || argument.length() == 1) {
                if (!rest.isEmpty()) {
                    break; // the command begins
                }
                rest.add(argument);
                continue;
            }
            options.add(argument);
            if ((names.contains(argument) || takesNext(argument, withValue)) && i + 1 < arguments.length) {
                options.add(arguments[++i]);
            }
        }
        rest.addAll(List.of(arguments).subList(i, arguments.length));
        options.add("--");
        options.addAll(rest);
        return options.toArray(String[]::new);
    }

    /** Whether the last letter of a cluster ({@code -vp}) is an option whose value is the next argument. */
    private static boolean takesNext(String argument, String withValue) {
        for (int i = 1; i < argument.length() && argument.charAt(1) != '-'; i++) {
            if (withValue.indexOf(argument.charAt(i)) >= 0) {
                return i == argument.length() - 1;
            }
        }
        return false;
    }
}
