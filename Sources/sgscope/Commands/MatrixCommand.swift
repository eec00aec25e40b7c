import ArgumentParser
import Documentation
import Text

/// `sgscope matrix`: every permitted flow, then what is denied and why.
struct MatrixCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "matrix",
        abstract: "Every permitted flow between groups, the internet and named networks, and what is denied and why.",
        discussion: """
            The rows come from the rules, only the reasons from the notes. A row is what one inbound rule lets in and the other side's
            own outbound rules let out; "(depends)" marks what is not certain.
            """)

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

    /// Cells of a grid beyond which nobody reads one.
    private static let gridLimit = 250_000

    func run() throws {
        let loading = try input.load()
        var options = TrafficMatrix.Options()
        options.selected = try select.map { try loading.group($0) }
        options.showsEgress = egress
        let matrix = TrafficMatrix(loading.analyzer, annotations: loading.annotations, options: options)
        if grid {
            try show(MatrixGrid(matrix), loading)
        } else {
            show(MatrixReport(matrix, deniedBy: select == nil ? loading.analyzer : nil), loading)
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
