import ArgumentParser
import CoreModel
import Documentation
import Text

/// `sgscope matrix`: every permitted flow, then what is denied and why.
struct MatrixCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "matrix",
        abstract: "Every permitted flow between groups, the internet and named networks, and what is denied and why.",
        discussion: """
            The rows come from the rules, only the reasons from the notes. A row is what one inbound rule lets in and the other side's
            own outbound rules let out; "(depends)" marks what is not certain. Rows are those of the groups. Where the input has network
            ACLs, route tables or what joins VPCs, a column says what these do with each row: allowed, blocked or depends, and where.
            No row is left out for it.

            --between NAME=CIDR lists what the groups let through between networks and groups, either way, what the network does with
            it, and what carries it:

              sgscope matrix --between office=192.168.0.0/16 --between shared=10.1.0.0/16
            """.flowing)

    @OptionGroup var files: InputFiles
    @OptionGroup var input: InputOptions
    @OptionGroup var shown: OutputOptions

    @Option(help: ArgumentHelp("text, markdown, csv or json", valueName: "format"))
    var format = TableFormat.text

    @Flag(help: "A grid: sources down, destinations across, in each cell what passes.")
    var grid = false

    @Option(help: ArgumentHelp("Only flows from and to this group.", valueName: "group"))
    var select: String?

    @Flag(help: "List what groups may send to networks, too.")
    var egress = false

    @Option(
        help: ArgumentHelp(
            "Everything between this network and groups, with what carries it; may be repeated.", valueName: "name=cidr"))
    var between: [String] = []

    @OptionGroup var scope: ScopeOptions

    @OptionGroup var trial: TrialOptions

    func validate() throws {
        if !between.isEmpty, grid || egress {
            throw ValidationError("--between is a list of both directions: leave out --grid, --egress")
        }
    }

    /// Cells of a grid beyond which nobody reads one.
    private static let gridLimit = 250_000

    func run() throws {
        let networks = try between.map(Self.network)
        let loading = try files.load(input, trial) { "--select \($0) lists the flows of a group" }
        let own = scope.scope(isFull: false)
        if own.looksAtNetwork, !grid { loading.sayNetworkNotices() }
        if !networks.isEmpty {
            show(
                BetweenNetworks(
                    networks, loading.analyzer, annotations: loading.annotations, only: try select.map { try loading.group($0) },
                    scope: own), loading)
            return
        }
        var options = TrafficMatrix.Options()
        options.selected = try select.map { try loading.group($0) }
        options.showsEgress = egress
        // Cells of a grid have no room for it.
        if !grid { options.scope = own }
        let matrix = TrafficMatrix(loading.analyzer, annotations: loading.annotations, options: options)
        if grid {
            try show(MatrixGrid(matrix), loading)
        } else {
            let report = MatrixReport(matrix, deniedBy: select == nil ? loading.analyzer : nil)
            leaveToTheEnd(loading.analyzer, report)
            show(report, loading)
        }
    }

    /// "office=192.168.0.0/16" as a network with its name.
    private static func network(_ text: String) throws -> CalledNetwork {
        guard let sign = text.lastIndex(of: "="), sign != text.startIndex else {
            throw Failure.wrongUsage("--between takes NAME=CIDR, for example office=192.168.0.0/16; \"\(text)\" is none")
        }
        let (name, cidr) = (String(text[..<sign]), String(text[text.index(after: sign)...]))
        do { return CalledNetwork(name: name, try IPNetwork(parsing: cidr)) } catch {
            throw Failure.wrongUsage("--between \(text): \(error.message)")
        }
    }

    private func show(_ between: BetweenNetworks, _ loading: Loading) {
        let report = BetweenReport(between)
        show(loading, lines: report.lines, markdown: report.markdown, csv: report.csv) {
            Output.write(BetweenJSON(loading: loading).text(between), to: 1)
        }
    }

    private func show(_ report: MatrixReport, _ loading: Loading) {
        show(loading, lines: report.lines, markdown: report.markdown, csv: report.csv) {
            MatrixJSON(loading: loading).write(report)
        }
    }

    private func show(_ grid: MatrixGrid, _ loading: Loading) throws {
        guard grid.sources.count * grid.destinations.count <= Self.gridLimit else {
            throw Failure.wrongUsage(
                "a grid of \(grid.sources.count) by \(grid.destinations.count) is more than anybody reads; "
                    + "give --select GROUP, or leave out --grid")
        }
        show(loading, lines: grid.lines, markdown: grid.markdown, csv: grid.csv) { MatrixJSON(loading: loading).write(grid) }
    }

    private func show(
        _ loading: Loading, lines: (Int) -> [StyledLine], markdown: @autoclosure () -> String, csv: @autoclosure () -> String,
        json: () -> Void
    ) {
        if format == .csv || format == .markdown { loading.sayTrial() }
        switch format {
        case .text:
            let output = shown.output(of: loading)
            output.lines(lines(output.width))
        case .markdown: Output.write(markdown(), to: 1)
        case .csv: Output.write(csv(), to: 1)
        case .json: json()
        }
    }
}

/// The formats of tables.
enum TableFormat: String, CaseIterable, ExpressibleByArgument {
    case text, markdown, csv, json
}
