import ArgumentParser
import Reachability
import Documentation
import CoreModel
import Text
import Words

/// `sgscope who DESTINATION PORT`: who can reach it, and in how many steps.
struct WhoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "who", abstract: "Who can reach an end on a port: directly, and in how many steps.",
        usage: "sgscope who [FILE ...] DESTINATION PORT",
        discussion: """
            The first step is judged by every layer that the input has, as why does; further steps lead over groups that have members, by
            the groups alone. "by groups only" are those whom the groups would let through and the network stops, with what stops them.

            --layers security-groups asks the groups alone. --one-way does not count the answer's way.
            """.flowing)

    @OptionGroup var facts: FactOptions

    @Flag(name: .customLong("ipv6"), help: "Ask about IPv6.")
    var isIPv6 = false

    @OptionGroup var scope: ScopeOptions

    @OptionGroup var trial: TrialOptions

    @Argument(
        help: ArgumentHelp("The end that is reached and the port of the last step, as for why.", valueName: "destination port"))
    var words: [String]

    func run() throws {
        var (input, trial, asked) = (facts.input, self.trial, words)
        try input.takeTime(from: &asked, andChangesInto: &trial)
        let (loading, words) = try input.load(among: asked, trial)
        guard words.count == 2 else {
            // One text with both, as everywhere: rds:5432.
            let text = words.map { $0.contains(" ") ? "\"\($0)\"" : $0 }.joined(separator: " ")
            guard !words.isEmpty, case .who(let end, let query) = try loading.asked("who \(text)") else {
                throw Failure.wrongUsage("who takes DESTINATION PORT, for example: sgscope who rds 5432")
            }
            try WhoAnswer(end, query, version: isIPv6 ? .v6 : nil).show(loading, facts, scope)
            return
        }
        let (destination, port) = (words[0], words[1])
        let (end, query) = try Failure.asking {
            (try loading.existing(destination), try PortQuery(parsing: port))
        }
        try WhoAnswer(end, query, version: isIPv6 ? .v6 : nil).show(loading, facts, scope)
    }
}

/// Who reaches an end on a port, as `who` and `why` print it.
struct WhoAnswer {
    private let end: Endpoint
    private let query: PortQuery
    private let version: IPVersion

    init(_ end: Endpoint, _ query: PortQuery, version: IPVersion?) {
        (self.end, self.query, self.version) = (end, query, IPVersion(asked: version, between: [end], on: query))
    }

    func show(_ loading: Loading, _ facts: FactOptions, _ scope: ScopeOptions) throws {
        let who = loading.analyzer.who(reaches: end, port: query, version: version, scope.scope(isFull: false))
        if who.looksAtNetwork { loading.sayNetworkNotices() }
        if facts.format == .json {
            Output.write(JSONText.compact(WhoJSON(loading).value(who, end, query, version)) + "\n", to: 1)
        } else {
            let output = facts.shown.output(of: loading)
            output.lines(WhoReport(who, loading.annotations, loading.analyzer).lines(end, query, version, width: output.width))
        }
    }
}
