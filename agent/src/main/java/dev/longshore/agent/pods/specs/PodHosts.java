package dev.longshore.agent.pods.specs;

import dev.longshore.objects.Fields;
import dev.longshore.objects.core.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Name files of a pod: {@code /etc/hosts} and {@code /etc/resolv.conf}. The agent binds its own over the engine's, which rewrites them
 * when networks change. Source: Kubernetes, "DNS for Services and Pods", "HostAliases".
 */
public final class PodHosts {
    private static final int NAME_MAX = 63;
    private static final int NAME_SERVERS_MAX = 3;
    private static final int SEARCH_MAX = 32;
    private static final String DOMAIN = "cluster.local";

    private PodHosts() {}

    /** Name that the pod's processes see. Source: PodSpec.hostname. */
    static String hostname(Pod pod) {
        String name = pod.item()
                .text("spec", "hostname")
                .filter(n -> !n.isEmpty())
                .orElse(pod.item().name());
        String cut = name.length() > NAME_MAX ? name.substring(0, NAME_MAX) : name;
        return cut.replaceAll("[-.]+$", "");
    }

    /** @param ofHost the node's file: that of a pod in the node's network */
    public static String hosts(Pod pod, String address, String ofHost) {
        StringBuilder text = new StringBuilder("# Written by the Longshore agent.\n");
        if (pod.hostNetwork()) {
            text.append(ofHost).append(ofHost.endsWith("\n") ? "" : "\n");
        } else {
            text.append("127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n");
            text.append(address).append('\t').append(names(pod)).append('\n');
        }
        for (Fields alias : pod.item().items("spec", "hostAliases")) {
            text.append(alias.text("ip").orElse(""))
                    .append('\t')
                    .append(String.join("\t", alias.texts("hostnames")))
                    .append('\n');
        }
        return text.toString();
    }

    /**
     * @param clusterDns name servers of the cluster; empty: there are none, and the node's are used
     * @param ofHost the node's file
     */
    public static String resolvConf(Pod pod, List<String> clusterDns, String ofHost) {
        String policy = pod.item().text("spec", "dnsPolicy").orElse("ClusterFirst");
        boolean cluster = !clusterDns.isEmpty()
                && (policy.equals("ClusterFirstWithHostNet") || (policy.equals("ClusterFirst") && !pod.hostNetwork()));
        boolean bare = policy.equals("None");
        List<String> servers = new ArrayList<>(bare ? List.of() : cluster ? clusterDns : words(ofHost, "nameserver"));
        List<String> search =
                new ArrayList<>(bare ? List.of() : cluster ? clusterSearch(pod, ofHost) : words(ofHost, "search"));
        List<String> options =
                new ArrayList<>(bare ? List.of() : cluster ? List.of("ndots:5") : words(ofHost, "options"));
        Fields own = pod.item().fields().at("spec", "dnsConfig");
        servers.addAll(own.texts("nameservers"));
        search.addAll(own.texts("searches"));
        own.items("options").forEach(option -> options.add(option(option)));
        StringBuilder text = new StringBuilder();
        servers.stream()
                .distinct()
                .limit(NAME_SERVERS_MAX)
                .forEach(server -> text.append("nameserver ").append(server).append('\n'));
        line(text, "search", search.stream().distinct().limit(SEARCH_MAX).toList());
        line(text, "options", options.stream().distinct().toList());
        return text.toString();
    }

    private static String names(Pod pod) {
        String hostname = hostname(pod);
        return pod.item()
                .text("spec", "subdomain")
                .filter(subdomain -> !subdomain.isEmpty())
                .map(subdomain -> "%s.%s.%s.svc.%s\t%s"
                        .formatted(hostname, subdomain, pod.item().namespace(), DOMAIN, hostname))
                .orElse(hostname);
    }

    private static List<String> clusterSearch(Pod pod, String ofHost) {
        Stream<String> own = Stream.of(pod.item().namespace() + ".svc." + DOMAIN, "svc." + DOMAIN, DOMAIN);
        return Stream.concat(own, words(ofHost, "search").stream()).toList();
    }

    private static String option(Fields option) {
        String name = option.text("name").orElse("");
        return option.text("value").map(value -> name + ":" + value).orElse(name);
    }

    private static void line(StringBuilder text, String keyword, List<String> words) {
        if (!words.isEmpty()) {
            text.append(keyword).append(' ').append(String.join(" ", words)).append('\n');
        }
    }

    private static List<String> words(String file, String keyword) {
        return file.lines()
                .map(line -> List.of(line.strip().split("\\s+")))
                .filter(words -> words.getFirst().equals(keyword))
                .flatMap(words -> words.stream().skip(1))
                .toList();
    }
}
