import ArgumentParser
import Reachability
import Review
import SecurityGroups

/// `sgscope who DESTINATION PORT`: who can reach it, and in how many steps.
struct WhoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "who", abstract: "Who can reach a group on a port: directly, and in how many steps.")

    @OptionGroup var input: InputOptions
    @OptionGroup var shown: OutputOptions

    @Option(help: ArgumentHelp("text or json", valueName: "format"))
    var format = FactFormat.text

    @Flag(name: .customLong("ipv6"), help: "Ask about IPv6.")
    var isIPv6 = false

    @Argument(help: "The group that is reached.")
    var destination: String

    @Argument(help: "The port of the last step, as for why.")
    var port: String

    func run() throws {
        let loading = try input.load()
        let group = try loading.group(destination)
        let query: PortQuery
        do { query = try PortQuery(parsing: port) } catch { throw Failure.wrongUsage(error.message) }
        let version: IPVersion = isIPv6 || query.ipProtocol == .icmpv6 ? .v6 : .v4
        let found = loading.analyzer.reachers(of: group, port: query, version: version)
        if format == .json {
            for reach in found { Output.write(JSONText.compact(row(reach, loading)) + "\n", to: 1) }
        } else {
            let output = shown.output()
            loading.sayOrigin(output)
            let name = loading.annotations.names.nameAndID(of: group)
            let loose = loading.analyzer.looseReachers(of: group, port: query, version: version)
            let answer =
                !found.isEmpty ? "can be reached" : loose.isEmpty ? "nobody can reach it" : "no group reaches it for certain"
            output.line("\(name) on \(query.text(version)): \(answer)", .strong)
            for hops in Set(found.map(\.hops)).sorted() {
                let names = found.filter { $0.hops == hops }.map { self.name($0, loading) }
                let lead = hops == 1 ? "1 step " : "\(hops) steps"
                for (place, line) in TextWrap.lines(names.joined(separator: ", "), width: output.width - 11).enumerated() {
                    output.line(place == 0 ? " \(lead)   \(line)" : "           \(line)")
                }
            }
            for kind in loose.map(\.kind).uniqued {
                let names = loose.filter { $0.kind == kind }.map(\.name).joined(separator: ", ")
                for (place, line) in TextWrap.lines("\(kind): \(names)", width: output.width - 11).enumerated() {
                    output.line(place == 0 ? " besides   \(line)" : "           \(line)")
                }
            }
        }
    }

    private func name(_ reach: Reach, _ loading: Loading) -> String {
        reach.group.map { loading.annotations.names.name(of: $0) } ?? "internet"
    }

    private func row(_ reach: Reach, _ loading: Loading) -> JSONText.Value {
        .object([
            ("id", .optional(reach.group.map { loading.inventory[loading.inventory[$0].id] })),
            ("name", .string(name(reach, loading))),
            ("hops", .number(reach.hops)),
        ])
    }
}

extension Array where Element: Hashable {
    /// Each element once, in the order of first appearance.
    fileprivate var uniqued: [Element] {
        var seen = Set<Element>()
        return filter { seen.insert($0).inserted }
    }
}
