import ArgumentParser
import Reachability
import Review
import CoreModel
import Text
import Words

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

    @Argument(help: "The end that is reached, as for why.")
    var destination: String

    @Argument(help: "The port of the last step, as for why.")
    var port: String

    func run() throws {
        let loading = try input.load()
        let end: Endpoint
        let query: PortQuery
        do throws(QuestionError) {
            end = try loading.asking.resolver.resolve(destination)
            query = try PortQuery(parsing: port)
        } catch { throw Failure.wrongUsage(error.message) }
        let isSix = isIPv6 || query.ipProtocol == .icmpv6 || end.version == .v6
        let version: IPVersion = isSix ? .v6 : .v4
        let who = loading.analyzer.who(reaches: end, port: query, version: version)
        if format == .json {
            Output.write(JSONText.compact(WhoJSON(loading).value(who, end, query, version)) + "\n", to: 1)
        } else {
            let output = shown.output()
            loading.sayOrigin(output)
            output.lines(WhoReport(who, loading.annotations).lines(end, query, version, width: output.width))
        }
    }
}
