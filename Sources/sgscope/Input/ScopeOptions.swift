import ArgumentParser
import Reachability

/// Which layers a question is asked of, and whether its answer counts.
struct ScopeOptions: ParsableArguments {
    /// The layers that may be asked for alone.
    enum Layers: String, ExpressibleByArgument, CaseIterable {
        case securityGroups = "security-groups"
        case all
    }

    @Option(
        help: ArgumentHelp(
            "What is looked at: every layer that the input has, or the groups alone.", valueName: "all|security-groups"))
    var layers = Layers.all

    @Flag(name: .customLong("one-way"), help: "Judge the packet alone: its answer's way is shown and does not count.")
    var isOneWay = false

    /// The scope; `isFull` also works out what else is hit and what would turn the verdict.
    func scope(isFull: Bool) -> AnswerScope {
        AnswerScope(looksAtNetwork: layers == .all, isOneWay: isOneWay, isFull: isFull)
    }
}
