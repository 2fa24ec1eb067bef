package dev.longshore.agent.pods.status;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.agent.pods.plan.BackOff;
import dev.longshore.agent.pods.plan.InitPlan;
import dev.longshore.agent.pods.plan.Observed;
import dev.longshore.agent.pods.plan.PodContainer;
import dev.longshore.agent.pods.plan.PodPhase;
import dev.longshore.agent.pods.plan.Restarts;
import dev.longshore.agent.pods.plan.Role;
import dev.longshore.agent.pods.plan.SeenContainer;
import dev.longshore.objects.Conditions;
import dev.longshore.objects.core.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Status of one container, from what was seen of its attempts. Source: v1 ContainerStatus, ContainerState. */
record ContainerStatusPlan(Pod pod, Observed observed, BackOff backOff, Instant now) {
    /** @param restartsTold at least; attempts that were removed since cannot be seen any more */
    ObjectNode status(PodContainer wish, int restartsTold) {
        List<SeenContainer> attempts = observed.attemptsOf(wish.name());
        Optional<SeenContainer> newest = attempts.stream().findFirst();
        ObjectNode state = state(wish, newest);
        ObjectNode status = object();
        status.put("name", wish.name());
        status.set("state", state);
        boolean endIsShown = state.has("terminated");
        attempts.stream()
                .filter(SeenContainer::ended)
                .skip(endIsShown ? 1 : 0)
                .findFirst()
                .ifPresent(last -> status.putObject("lastState").set("terminated", terminated(last)));
        status.put("ready", ready(wish, newest));
        status.put("restartCount", Math.max(restartsTold, observed.lastAttempt(wish.name())));
        status.put("image", wish.image());
        status.put("imageID", newest.map(SeenContainer::imageId).orElse(""));
        newest.ifPresent(seen -> status.put("containerID", ContainerIds.shown(seen.id())));
        status.put("started", newest.filter(SeenContainer::running).isPresent());
        return status;
    }

    static boolean ready(PodContainer wish, Optional<SeenContainer> newest) {
        return newest.filter(seen -> wish.role() == Role.INIT ? seen.succeeded() : seen.running())
                .isPresent();
    }

    private ObjectNode state(PodContainer wish, Optional<SeenContainer> newest) {
        if (newest.isEmpty()) {
            return observed.vanished(wish.name()) && Restarts.endedForGood(wish, observed)
                    ? wrapped("terminated", vanished())
                    : Waiting.unstarted(pod, observed, wish, now).toJson();
        }
        SeenContainer last = newest.get();
        if (last.running()) {
            return wrapped("running", object().put("startedAt", Conditions.time(last.startedAt())));
        }
        if (last.waiting()) {
            return Waiting.unstarted(pod, observed, wish, now).toJson();
        }
        boolean again = !PodPhase.of(pod, observed).ended()
                && !pod.item().terminating()
                && !(wish.role() == Role.INIT && InitPlan.done(wish, observed))
                && !Restarts.endedForGood(wish, observed);
        return again
                ? Waiting.restart(pod, observed, wish, last, backOff, now)
                        .map(Waiting::toJson)
                        .orElseGet(() -> wrapped("terminated", terminated(last)))
                : wrapped("terminated", terminated(last));
    }

    private static ObjectNode terminated(SeenContainer last) {
        ObjectNode state = object();
        state.put("exitCode", last.container().exitCode());
        state.put("reason", reason(last));
        if (last.failedToStart()) {
            state.put("message", last.container().error());
        }
        state.put("startedAt", Conditions.time(last.startedAt()));
        state.put("finishedAt", Conditions.time(last.endedAt()));
        state.put("containerID", ContainerIds.shown(last.id()));
        return state;
    }

    private static String reason(SeenContainer last) {
        if (last.failedToStart()) {
            return "ContainerCannotRun";
        }
        if (last.container().outOfMemory()) {
            return "OOMKilled";
        }
        return last.container().exitCode() == 0 ? "Completed" : "Error";
    }

    private static ObjectNode vanished() {
        return object().put("exitCode", 137)
                .put("reason", "ContainerStatusUnknown")
                .put("message", "the container was removed by somebody else; how it ended is unknown");
    }

    private static ObjectNode wrapped(String name, ObjectNode state) {
        ObjectNode wrapped = object();
        wrapped.set(name, state);
        return wrapped;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
