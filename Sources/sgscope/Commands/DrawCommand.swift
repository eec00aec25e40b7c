import ArgumentParser
import Diagram
import Map
import Reachability
import Documentation
import CoreModel
import Text
import Words

/// `sgscope draw`: the architecture as a diagram.
struct DrawCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draw",
        abstract: "The groups as a diagram: sources above what they reach, one arrow for a destination and its ports.",
        discussion: """
            Boxes: groups, (INTERNET), (networks), {prefix lists}, <groups not in the input>, and [+ several in one]. A flow of a group
            to itself stands in its box behind ↺. Of more than \(DrawScope.limit) boxes a part is drawn, and what is not drawn is counted.

              sgscope draw --select rds --hops 2      two steps to it and from it
              sgscope draw --fold vpc                 a box for each VPC, ports between
              sgscope draw --path "alb -> rds:5432"   the way lit, and where it stops
              sgscope draw --interfaces               with members; --path marks each
              sgscope draw --network                  VPCs, subnets, gateways
              sgscope draw --flows LOGS               how much was seen at each line
              sgscope draw --format svg > groups.svg  for documents, light and dark
              sgscope draw --format dot | dot -Tpdf > groups.pdf
            """.flowing)

    /// Rows above which less of each box is drawn: what a large screen, or a page, holds.
    private static let rows = SVGExport.page.rows

    @OptionGroup var files: InputFiles
    @OptionGroup var input: InputOptions
    @OptionGroup var shown: OutputOptions
    @OptionGroup var scope: DrawScope
    @OptionGroup var trial: TrialOptions
    @OptionGroup var traffic: FlowOptions

    @Flag(
        help: ArgumentHelp(
            "Draw the network: subnets by what their route tables do, gateways, what joins VPCs. --select names a VPC, a subnet or a gateway."
        ))
    var network = false

    @Option(
        help: ArgumentHelp("Light the way of \"SOURCE -> DESTINATION:PORT\" and print the answer below.", valueName: "question"))
    var path: String?

    @Option(help: ArgumentHelp("Columns to stay within; the terminal's, or 120, of an SVG 160.", valueName: "columns"))
    var width: Int?

    @Option(help: ArgumentHelp("full, titles or names; the fullest that fits the width and 60 rows.", valueName: "level"))
    var detail: DetailChoice?

    @Option(help: ArgumentHelp("text, svg, dot, mermaid or json.", valueName: "format"))
    var format = DrawFormat.text

    func validate() throws {
        try traffic.check(input)
        if traffic.isGiven, network || scope.oneSided {
            throw ValidationError(
                "--flows draws how much was seen of each flow of groups; leave out \(network ? "--network" : "--one-sided")")
        }
        if let width, width < 20 { throw ValidationError("--width must be at least 20 columns") }
        if network, scope.interfaces {
            throw ValidationError(
                "--interfaces is for the map of groups: --network shows the addresses of each group subnet by subnet"
            )
        }
        if scope.interfaces, let detail, detail != .full {
            throw ValidationError("--detail \(detail.rawValue) leaves no room for --interfaces; give one")
        }
        if network, let other = scope.isOfGroups ?? detail.map({ _ in "--detail" }) {
            throw ValidationError("\(other) is for the map of groups; with --network give --select, --path or --all")
        }
    }

    func run() throws {
        let loading = try files.load(input, trial) { "--select \($0) draws a group with what it reaches" }
        if network {
            let drawing = try NetworkDraw(loading, select: scope.select, path: path, all: scope.all)
            let output = shown.output(width: width)
            let columns = width ?? (output.isTerminal && format == .text ? output.width : 120)
            let isASCII = format == .text ? output.isASCII : shown.ascii
            drawing.show(format, columns: columns, glyphs: isASCII ? .ascii : .unicode, output)
            return
        }
        let traffic = try traffic.weights(loading)
        try draw(loading, weights: traffic?.weights)
        try traffic?.log.end()
    }

    private func draw(_ loading: Loading, weights: MapWeights?) throws {
        let answer = try path.map { try loading.answer($0) }
        let whole = WholeMap(loading.analyzer, options: loading.mapOptions)
        let highlight = answer.map { AnswerHighlight($0, in: whole) }
        let network = MapNetwork(loading.analyzer)
        var chosen = try scope.choose(loading, whole, highlight: highlight).noted(by: network).weighted(weights)
        leaveToTheEnd(whole, chosen.base, chosen.map)
        if scope.interfaces {
            let verdicts = answer.map { MemberVerdicts($0, of: loading.analyzer) }
            chosen = chosen.listing(MemberLists(loading.analyzer), verdicts: verdicts, all: scope.all)
        }
        let output = shown.output(width: width)
        let columns =
            width ?? (output.isTerminal && format == .text ? output.width : format == .svg ? SVGExport.page.columns : 120)
        let isASCII = format == .text ? output.isASCII : shown.ascii
        let glyphs: GlyphSet = isASCII ? .ascii : .unicode
        let origin = loading.pictureOrigin
        let caption =
            origin + (answer.map { [AnswerText($0, of: loading.analyzer).summary] } ?? []) + chosen.notes(loading.analyzer)
        if format == .dot || format == .mermaid {
            let (graph, lit) = DrawSheet.content(chosen, highlight: highlight, glyphs: glyphs)
            write(graph, lit, caption: caption)
            return
        }
        let boxes = chosen.map.subjects.count
        if format == .text, boxes > DrawSheet.textLimit {
            let (graph, _) = DrawSheet.content(chosen, highlight: nil, glyphs: glyphs)
            let parts = DrawParts(graph, glyphs: glyphs, columns: columns, detail: detail?.level)
            Self.show(parts, notes: chosen.notes(loading.analyzer), answer: answer, loading, output)
            return
        }
        guard boxes <= DrawSheet.pictureLimit else {
            throw Failure.wrongUsage(
                "\(boxes) boxes are more than a picture holds (\(DrawSheet.pictureLimit)); --select GROUP --hops N draws a part, "
                    + "--fold vpc|account|region|tier|tag:KEY|prefix an overview, --format text or dot writes all of them")
        }
        let sheet = DrawSheet(
            chosen, highlight: highlight, glyphs: glyphs, columns: columns, rows: Self.rows, detail: detail?.level,
            listsNeighbours: format != .svg)
        let size = (columns: sheet.picture.width, rows: sheet.picture.height)
        // A list of names is read from top to bottom, however long.
        if format == .text, size.columns > columns || (size.rows > Self.rows && !sheet.layout.isList) {
            for narrower in try scope.narrower(chosen, loading, whole, highlight: highlight) {
                let chosen = narrower.chosen.noted(by: network).weighted(weights)
                let folded = DrawSheet(
                    chosen, highlight: highlight, glyphs: glyphs, columns: columns, rows: Self.rows,
                    detail: detail?.level)
                guard folded.picture.width <= columns, size.columns > columns || folded.picture.height * 2 < size.rows else {
                    continue
                }
                let why = "\(narrower.how): all would take \(size.columns) columns and \(size.rows) rows (--each draws them)"
                Self.show(folded, notes: [why] + chosen.notes(loading.analyzer), answer: answer, loading, output)
                return
            }
        }
        switch format {
        case .svg:
            let title = "Security groups of \(loading.inventory.label)"
            let below = origin + chosen.notes(loading.analyzer)
            let picture = sheet.picture
            let lines = wrapped(below, picture.width).map { StyledLine($0) } + Self.way(answer, loading, picture.width)
            Output.write(SVGExport(picture, title: title, caption: lines).text, to: 1)
        case .json: output.line(DrawJSON(sheet, chosen: chosen, answer: answer, loading: loading).text)
        case .text, .dot, .mermaid:
            let notes = sheet.notes(columns: columns) + chosen.notes(loading.analyzer)
            Self.show(sheet, notes: notes, answer: answer, loading, output)
        }
    }

    /// Writes a format that has a layout of its own.
    private func write(_ graph: DiagramGraph, _ lit: Highlight, caption: [String]) {
        guard format == .mermaid else {
            Output.write(DotExport(graph, highlight: lit, caption: wrapped(caption, 100)).text, to: 1)
            return
        }
        Output.write(MermaidExport(graph, highlight: lit, caption: caption).text, to: 1)
        if graph.edges.count > MermaidExport.edgeLimit {
            StandardError.line(
                "sgscope: note: \(graph.edges.count) lines are more than Mermaid draws unless its maxEdges is raised; "
                    + "--select or --fold draws fewer")
        }
    }

    /// The answer with its ladder, as it goes below a picture.
    static func way(_ answer: Answer?, _ loading: Loading, _ width: Int) -> [StyledLine] {
        guard let answer else { return [] }
        let report = AnswerReport(answer, annotations: loading.annotations)
        return [StyledLine()] + report.way(width: max(80, min(width, 120)))
    }

    private func wrapped(_ caption: [String], _ width: Int) -> [String] {
        caption.flatMap { TextWrap.lines($0, width: max(60, min(width, 100))) }
    }

    /// The whole map as `draw` shows it without options.
    static func show(_ loading: Loading, whole: WholeMap, output: Output) {
        let columns = output.isTerminal ? output.width : 120
        guard let (chosen, sheet) = drawn(loading, whole, output.isASCII ? .ascii : .unicode, columns: columns) else { return }
        show(sheet, notes: sheet.notes(columns: columns) + chosen.notes(loading.analyzer), answer: nil, loading, output)
    }

    /// The whole map as `draw --format json` prints it without options.
    static func json(_ loading: Loading, whole: WholeMap) -> String? {
        drawn(loading, whole, .unicode, columns: 120).map { chosen, sheet in
            DrawJSON(sheet, chosen: chosen, answer: nil, loading: loading).text
        }
    }

    private static func drawn(
        _ loading: Loading, _ whole: WholeMap, _ glyphs: GlyphSet, columns: Int
    ) -> (chosen: DrawnMap, sheet: DrawSheet)? {
        (try? DrawScope.parse([]).choose(loading, whole, highlight: nil)).map { drawn in
            let chosen = drawn.noted(by: MapNetwork(loading.analyzer))
            return (chosen, DrawSheet(chosen, highlight: nil, glyphs: glyphs, columns: columns, rows: rows, detail: nil))
        }
    }

    private static func show(_ sheet: DrawSheet, notes: [String], answer: Answer?, _ loading: Loading, _ output: Output) {
        loading.sayOrigin(output)
        output.lines(sheet.picture.styledLines)
        end(notes, answer, loading, output)
    }

    /// More than one picture holds, in parts.
    private static func show(_ parts: DrawParts, notes: [String], answer: Answer?, _ loading: Loading, _ output: Output) {
        for line in TextWrap.lines(parts.heading, width: output.width) { output.line(line, .dim) }
        parts.forEach { output.lines([StyledLine()] + $0) }
        end(notes, answer, loading, output)
    }

    private static func end(_ notes: [String], _ answer: Answer?, _ loading: Loading, _ output: Output) {
        for note in notes { for line in TextWrap.lines(note, width: output.width) { output.line(line, .dim) } }
        if let answer {
            let report = AnswerReport(answer, annotations: loading.annotations)
            output.lines([StyledLine()] + report.lines(width: 80, ascii: output.isASCII))
        }
    }
}

/// The formats in which a diagram is written.
enum DrawFormat: String, CaseIterable, ExpressibleByArgument {
    case text, svg, dot, mermaid, json
}

/// The levels of detail by the names of the command line.
enum DetailChoice: String, CaseIterable, ExpressibleByArgument {
    case full, titles, names

    var level: DetailLevel {
        switch self {
        case .full: .full
        case .titles: .oneLine
        case .names: .names
        }
    }
}
