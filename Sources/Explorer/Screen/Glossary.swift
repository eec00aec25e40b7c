/// What the words and signs of answers mean, for who meets them first: the page behind `Z`.
enum Glossary {
    /// The entries, in the order in which one needs them.
    static func entries(ascii: Bool) -> [(word: String, meaning: String)] {
        words + Legend.entries(ascii: ascii)
    }

    private static let words: [(word: String, meaning: String)] = [
        (
            "ingress",
            "what rules let in; egress is what they let out. A flow needs both: egress where it begins, ingress where it ends"
        ),
        (
            "group",
            "a security group: rules that allow, none that deny. Interfaces carry it, and it filters each of them, also between two of "
                + "one subnet. What no rule allows is dropped. It lets the reply to what it let through back by itself"
        ),
        (
            "ACL",
            "a network ACL: numbered entries that allow or deny, of which the first that matches decides. Subnets have it, and it "
                + "filters what goes in and out of them, never what stays inside. It knows no replies: they need an entry of their own, "
                + "to the client's port, which is any of 1024-65535"
        ),
        (
            "reply",
            "what answers a packet. It goes back by the route tables and ACLs of the other side, so that a packet may arrive and its "
                + "reply not: then it is blocked on the way back"
        ),
        (
            "allowed",
            "all that was looked at lets the packet there and its reply back; what was looked at stands below the answer"
        ),
        ("blocked", "something drops the packet or its reply. Nobody is told: the client waits until it gives up, a timeout"),
        (
            "depends",
            "neither of the two for certain: what decides is not in the input, or parts of what was asked answer differently. The line "
                + "\"if\" says on what, \"find out\" how to know"
        ),
        ("member", "an interface that carries a group. A question about a group asks for all of its members"),
        ("table", "a route table: where what leaves a subnet goes. The longest prefix that has the address wins"),
        (
            "igw nat",
            "the internet gateway, by which public addresses come in and go out; a NAT gateway, by which many go out as one"
        ),
        ("behind", "what a load balancer reaches by connections of its own, once it has the client's"),
        (
            "hop",
            "one thing that the packet passes on its way: a row of the answer. n goes from one to the next, Enter shows all of it, with "
                + "what decides and why the rest does not"
        ),
        ("blackhole", "a route whose target is gone or does not work: what takes it is dropped"),
        ("nearest", "the rule that would let it through but for what is said behind it: the port, the source"),
        (
            "board",
            "questions that are pinned with what is meant: P pins the one that is answered, B shows them all, and sgscope board judges them "
                + "in CI. A = stands where exactly those can who are meant to, an arrow where the last reading turned it"
        ),
        ("fix", "the smallest change that lets it through, and nothing else"),
        (
            "trial",
            "changes that are laid over what was read, to see what they come to: A tries the fix, X takes a rule out, E edits one, :+ :- :~ "
                + ":off type one, u takes the last back, W lists them. Nothing is sent to AWS, and no input is written. A ~ stands where "
                + "something is changed, new at arrows that come"
        ),
    ]
}

/// What the signs of the map and of a way mean.
enum Legend {
    /// The entries, a line each.
    static func entries(ascii: Bool) -> [(word: String, meaning: String)] {
        ascii
            ? [
                ("signs", "ok passes   NO fails   ?? depends   * on the way, or lit   > selected   ! differs, see its pane"),
                ("lines", "= # path asked   + lines meet   -|- lines cross, do not meet"),
                ("a way", "# gets that far   X stops here   : not that far   v ^ arrived   left: there, right: back"),
            ]
            : [
                ("signs", "✓ passes   ✗ fails   ? depends   • on the way, or lit   ▸ selected   ! differs, see its pane"),
                ("lines", "═ ║ path asked   ├ ┤ ┬ ┴ lines meet   ┼ lines cross, do not meet"),
                ("a way", "║ gets that far   ╳ stops here   ┆ not that far   ▼ ▲ arrived   left: there, right: back"),
            ]
    }
}
