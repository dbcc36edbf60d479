package io.javamiko.conformance.mutants;

import static io.javamiko.conformance.mutants.Mutant.agent;

import io.javamiko.conformance.peer.AgentRequests;
import java.util.Arrays;
import java.util.List;

/** Broken agents. */
final class AgentMutants {
    private static final byte[] SUCCESS = {AgentRequests.SUCCESS};
    private static final int LIFETIME = 5; // bytes of the constraint

    static final List<Mutant> ALL = List.of(
            agent(
                    "its list of keys has a byte too many",
                    (sound, request) -> {
                        byte[] answer = sound.answer(request);
                        return answer[0] == AgentRequests.IDENTITIES_ANSWER
                                ? Arrays.copyOf(answer, answer.length + 1)
                                : answer;
                    },
                    "agent-01"),
            agent(
                    "it says yes to all that it does not do",
                    (sound, request) -> {
                        byte[] answer = sound.answer(request);
                        return answer[0] == AgentRequests.FAILURE || answer[0] == AgentRequests.EXTENSION_FAILURE
                                ? SUCCESS
                                : answer;
                    },
                    "agent-03",
                    "agent-05",
                    "agent-06",
                    "agent-07",
                    "agent-08",
                    "agent-11",
                    "agent-12",
                    "agent-13",
                    "agent-15",
                    "agent-16",
                    "agent-21"),
            agent(
                    "it forgets how long a key may live",
                    (sound, request) -> sound.answer(withoutLifetime(request)),
                    "agent-10"),
            agent(
                    "its lock locks nothing",
                    (sound, request) -> isLock(request) ? SUCCESS : sound.answer(request),
                    "agent-08",
                    "agent-09"),
            agent("it ends where it should say no", (sound, request) -> endsAtNo(sound.answer(request)), "agent-03"));

    private AgentMutants() {}

    private static byte[] withoutLifetime(byte[] request) {
        int at = request.length - LIFETIME;
        if (request[0] != AgentRequests.ADD_ID_CONSTRAINED || request[at] != AgentRequests.CONSTRAIN_LIFETIME) {
            return request;
        }
        byte[] bare = Arrays.copyOf(request, at);
        bare[0] = AgentRequests.ADD_IDENTITY;
        return bare;
    }

    private static boolean isLock(byte[] request) {
        return request[0] == AgentRequests.LOCK || request[0] == AgentRequests.UNLOCK;
    }

    private static byte[] endsAtNo(byte[] answer) {
        return answer[0] == AgentRequests.FAILURE ? null : answer;
    }
}
