/// Cases about AWS's own listings, questions and what the program prints.
extension FieldCase {
    static let listings: [FieldCase] = questions + families + groups + partsOfListings + streams + untold

    /// What is not told is not the same as something else that is not told, and not what an appliance does.
    private static let untold: [FieldCase] = [
        FieldCase(
            "untold-vpc-anywhere", "sgscope why -i . sg-0aaa0000000000001 sg-0aaa0000000000002 443", 2, says: ["Depends"]),
        FieldCase("untold-subnets-of-two-vpcs", "sgscope why -i . web 8.8.8.8 443", 2, says: ["Depends"], never: ["Allowed:"]),
        FieldCase(
            "untold-vpc-of-a-nat", "sgscope why -i . 10.0.1.7 eni-0000000000000002 443", 1,
            says: ["table rtb-1 has no route to 10.0.1.7"], never: ["opens no connections"]),
        FieldCase("untold-owners", "sgscope why -i . web two 443", 2, says: ["Depends"]),
        FieldCase("untold-transit-gateway", "sgscope why -i . web two 443", 1, never: ["-> tgw-attach-p"]),
        FieldCase(
            "firewall-with-two-interfaces", "sgscope why -i . web internet 443", 2, says: ["Depends"], never: ["Blocked:"]),
        FieldCase("appliance-second-address", "sgscope why -i . sg-0a sg-0c 443", 2, says: ["Depends"], never: ["Blocked:"]),
        FieldCase("route-to-the-receiver", "sgscope why -i . eni-0web1 eni-0app1 8080", 0, says: ["Allowed"]),
        FieldCase(
            "subnet-that-is-off",
            "sgscope why -i . --with 'off subnet-0priv' --with '+ app in 22 from 10.0.2.50' spare app 22", 1, says: ["Blocked"]),
        FieldCase(
            "group-associated-with-a-vpc", "sgscope trial -i . --with '+ eni-0c1 carries share' --as aws", 0,
            says: ["--groups sg-0c sg-0share"]),
        FieldCase("empty-scope", "sgscope why -i . /web 10.1.1.1 443", 66, never: ["Depends:", "Blocked:", "Allowed:"]),
    ]

    private static let questions: [FieldCase] = [
        FieldCase(
            "batch-contradictions", "sed -n 1p questions.jsonl | sgscope why --batch -", 65,
            says: [#"{"error": "standard input: line 1, $.port is \"5432/udp\", which contradicts protocol tcp"}"#]),
        FieldCase(
            "batch-contradictions", "sed -n 2p questions.jsonl | sgscope why --batch -", 65,
            says: [#"{"error": "standard input: line 1, $.port contradicts protocol all"#], never: ["verdict"]),
        FieldCase(
            "batch-contradictions", "sed -n 3p questions.jsonl | sgscope why --batch -", 65,
            says: [#"{"error": "standard input: line 1, $.icmp_code needs an icmp_type"#], never: ["verdict"]),
        FieldCase(
            "batch-contradictions", "sed -n 4p questions.jsonl | sgscope why --batch -", 65,
            says: [#"{"error": "standard input: line 1: is not a JSON object"#]),
        FieldCase(
            "batch-contradictions", "sed -n 5p questions.jsonl | sgscope why --batch -", 0, says: [#""verdict": "blocked""#]),
        FieldCase(
            "batch-contradictions", "test $(sgscope why --batch questions.jsonl | wc -l) = $(wc -l < questions.jsonl)", 0),
        FieldCase(
            "mapped-ipv4", "sgscope why ::ffff:10.0.11.24 rds 5432", 0,
            says: ["Allowed: ECS API SG", "::ffff:10.0.11.24 is the IPv4 address 10.0.11.24"]),
        FieldCase(
            "not-filtered-unsaid", "sgscope why -i groups.json app 169.254.169.254 all", 2,
            says: ["tcp 80", "instance metadata"]),
        FieldCase(
            "not-filtered-unsaid", "sgscope why -i groups.json app 169.254.169.254 80-81", 2,
            says: ["tcp 80", "instance metadata"]),
        FieldCase(
            "not-filtered-unsaid", "sgscope why -i groups.json --format json app 169.254.169.254 all", 2,
            says: [#""code": "NOT_FILTERED""#], never: [#""text": "app (sg-0a): ""#]),
        FieldCase(
            "resolver-two-vpcs", "sgscope why -i groups.json -i vpcs.json app 10.0.0.2 dns", 0, never: ["two VPCs"]),
        FieldCase(
            "depends-mixed-coverage", "sgscope why -i groups.json internet web 80,443", 2,
            says: ["only on tcp 80; on tcp 443 only from 203.0.113.0/24"], never: ["is not in the input"]),
        FieldCase(
            "depends-mixed-coverage", "sgscope why -i groups.json internet web all", 2,
            says: ["only on tcp 80; on tcp 443 only from 203.0.113.0/24"]),
        FieldCase(
            "depends-mixed-coverage", "sgscope why -i groups.json --format json internet web 80,443", 2,
            never: [#""conditions": []"#]),
        FieldCase(
            "stale-blank-text", "sgscope why -i groups.json -i stale.json app db 5432", 1, says: ["AWS lists it as stale"],
            never: ["peering is ,"]),
        FieldCase(
            "cidr-to-cidr-cost",
            "python3 make.py 200; ulimit -t 4; sgscope why -i groups.json -i interfaces.json 10.0.0.0/16 10.0.0.0/16 443", 2),
    ]

    private static let families: [FieldCase] = [
        FieldCase(
            "family-edges", "sgscope why -i groups.json -i vpcs.json a c 5432", 1, says: ["no way round"],
            never: ["-icmpv6 128->"]),
        FieldCase(
            "family-edges", "sgscope why -i groups.json -i vpcs.json a b icmpv6/128", 1, says: ["a has no IPv6 address"]),
        FieldCase(
            "family-edges", "sgscope who -i groups.json -i vpcs.json c 5432", 0, says: ["c on tcp 5432: b"], never: ["2 steps"]),
        FieldCase(
            "family-edges", "sgscope matrix -i groups.json -i vpcs.json", 0, says: ["b c 5432"],
            never: ["icmpv6", "c 8443"]),
        FieldCase(
            "family-edges", "sgscope why -i groups.json -i vpcs.json --ipv6 internet c 8443", 1,
            says: ["c has no IPv6 address"]),
        FieldCase(
            "family-edges", "sgscope audit -i groups.json -i vpcs.json", 1, never: ["open to the internet"]),
    ]

    private static let groups: [FieldCase] = [
        FieldCase(
            "matrix-ports-lost", "sgscope matrix -i groups.json", 0, says: ["app db 443 tcp", "app2 db 53 udp"],
            never: ["db all tcp", "icmp, tcp", "tcp, udp"]),
        FieldCase(
            "matrix-ports-lost", "sgscope matrix -i groups.json --format markdown", 0,
            says: ["| app | db | 443 | tcp |", "| app2 | db | 53 | udp |"], never: ["icmp, tcp", "tcp, udp"]),
        FieldCase(
            "matrix-ports-lost", "sgscope matrix -i groups.json --format csv", 0,
            says: ["sg-0b,tcp,443,", "sg-0b,udp,53,"], never: ["icmp, tcp", "tcp, udp"]),
        FieldCase(
            "matrix-ports-lost", "sgscope matrix -i groups.json --format json", 0,
            says: [#""protocol": "tcp", "ports": "443""#, #""protocol": "udp", "ports": "53""#],
            never: ["icmp, tcp", "tcp, udp", "443, 53"]),
        FieldCase("matrix-ports-lost", "sgscope why -i groups.json app db 22", 1),
        FieldCase("matrix-ports-lost", "sgscope why -i groups.json app2 db 53/tcp", 1),
        FieldCase(
            "protocol-field-lists", "sgscope why -i groups.json --format json a c 5432", 1,
            says: [#""protocol": "udp", "ports": "8010""#, #""protocol": "ah", "ports": null"#],
            never: [#""protocol": "udp 8010"#, "8010, ah"]),
        FieldCase(
            "who-json-silent", "sgscope who -i groups.json db 5432", 0, says: ["10.0.0.0/24", "app"]),
        FieldCase(
            "who-json-silent", "sgscope who -i groups.json --format json db 5432", 0,
            says: [#"{"inventory":"#, #""besides": [{"#, #""name": "10.0.0.0/24""#, #""name": "app""#, #""verdict": "depends""#]),
        FieldCase(
            "who-omits-own-group", "sgscope who -i groups.json cache 6379", 0, says: ["cache on tcp 6379: cache (other members)"],
            never: ["nobody"]),
        FieldCase(
            "who-omits-own-group", "sgscope who -i groups.json default 443", 0,
            says: ["default on tcp 443: default (other members)"],
            never: ["nobody"]),
        FieldCase(
            "who-omits-own-group", "sgscope who -i groups.json --format json cache 6379", 0,
            says: [#""id": "sg-0b", "name": "cache", "hops": 1"#]),
        FieldCase("who-omits-own-group", "sgscope why -i groups.json cache cache 6379", 0),
        FieldCase(
            "name-from-interface", "sgscope list -i groups.json -i interfaces.json", 0, says: ["client sg-0a"]),
        FieldCase(
            "name-from-interface", "sgscope list -i interfaces.json -i groups.json", 0, says: ["client sg-0a"]),
        FieldCase(
            "eni-prefix-v4", "sgscope why -i groups.json -i interfaces.json 10.0.1.40 db 5432", 0, says: ["node"]),
        FieldCase(
            "eni-prefix-v4", "sgscope why -i groups.json -i interfaces.json internet 10.0.1.40 22", 1, says: ["node"]),
    ]

    private static let partsOfListings: [FieldCase] = [
        FieldCase(
            "query-without-ranges", "sgscope why -i groups.json internet web 443", 2,
            never: ["no ingress rules", "authorize-security-group"]),
        FieldCase(
            "query-without-ranges", "sgscope rules -i groups.json web", 0, says: ["tcp 443"],
            never: ["nothing may come in", "by nobody"]),
        FieldCase(
            "rules-listing-ingress-only",
            "sgscope why -i rules.json sg-0aaa0000000000001 sg-0aaa0000000000002 5432", 2,
            never: ["no egress rules", "authorize-security-group"]),
        FieldCase(
            "rules-listing-ingress-only", "sgscope rules -i rules.json sg-0aaa0000000000001", 0, says: ["not known"],
            never: ["nothing may go out", "reaches nobody"]),
    ]

    private static let streams: [FieldCase] = [
        FieldCase(
            "dash-as-output", "sgscope notes init --output - && test ! -e ./-", 0, says: ["# Notes for sgscope"]),
        FieldCase(
            "live-and-files-small", "sgscope why alb rds 5432 > /dev/full", 74,
            says: ["standard output cannot be written: no space left on device"]),
        FieldCase(
            "live-and-files-small", "sgscope why --batch - <&-", 65, says: ["standard input: cannot be read"],
            never: ["no such file"]),
        FieldCase(
            "live-and-files-small", "\(written("internet")); sgscope why -i made.json internet sg-0b 443", 1, says: ["sg-0a"]),
        FieldCase(
            "live-and-files-small", "\(written("10.0.0.0/8")); sgscope why -i made.json 10.0.0.0/8 sg-0b 443", 1,
            says: ["sg-0a"]),
        FieldCase(
            // A program that refuses the pipe leaves its writer waiting: not for long.
            "live-and-files-small",
            "\(written("web")); mkfifo pipe; timeout 5 tee pipe < made.json > /dev/null & sgscope list -i pipe", 0,
            says: ["web sg-0a"]),
        FieldCase(
            "live-and-files-small", "\(written("web")); gzip made.json; sgscope list -i made.json.gz", 0,
            says: ["web sg-0a"], never: ["packed"]),
        FieldCase(
            "live-and-files-small", #"printf '\375\067\172\130\132\000x' > made.json.xz; sgscope list -i made.json.xz"#, 65,
            says: ["made.json.xz: is packed by xz; unpack it first"], never: ["is not text"]),
    ]

    /// A line that writes made.json: two groups, the first with the name.
    private static func written(_ name: String) -> String {
        let rest = #""VpcId": "vpc-1", "IpPermissions": [], "IpPermissionsEgress": []"#
        return #"printf '{"SecurityGroups": [{"GroupId": "sg-0a", "GroupName": "\#(name)", \#(rest)}, "#
            + #"{"GroupId": "sg-0b", "GroupName": "db", \#(rest)}]}' > made.json"#
    }
}
