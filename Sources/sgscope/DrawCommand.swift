import ArgumentParser
import Diagram
import Explorer
import Reachability
import Review
import SecurityGroups

/// `sgscope draw`: the architecture as a text diagram.
struct DrawCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draw",
        abstract: "The groups as a diagram: sources above what they reach, one arrow for a destination and its ports.")

    @OptionGroup var input: InputOptions
    @OptionGroup var shown: OutputOptions

    @Flag(help: "Draw groups too that nothing uses or names.")
    var all = false

    @Option(help: ArgumentHelp("Draw this group and what it reaches or is reached by directly.", valueName: "group"))
    var select: String?

    @Option(
        help: ArgumentHelp("Light the way of \"SOURCE -> DESTINATION:PORT\" and print the answer below.", valueName: "question"))
    var path: String?

    @Flag(help: "Draw what the groups let out to networks, too.")
    var egress = false

    @Flag(help: "Draw rules too that only one side allows, dotted.")
    var oneSided = false

    @Option(help: ArgumentHelp("Columns to stay within; the terminal's, or 120.", valueName: "columns"))
    var width: Int?

    @Option(help: ArgumentHelp("full, titles or names; the fullest that fits the width.", valueName: "level"))
    var detail: DetailChoice?

    func validate() throws {
        if let width, width < 20 { throw ValidationError("--width must be at least 20 columns") }
    }

    func run() throws {
        let loading = try input.load()
        let answer = try path.map { try loading.answer($0) }
        let model = ExplorerModel(
            inventory: loading.inventory, analyzer: loading.analyzer, notes: loading.notes, isExample: loading.isExample)
        var options = MapGraph.Options()
        options.showsUnused = all
        options.showsEgress = egress
        options.showsOneSided = oneSided
        var map = MapGraph(loading.inventory, edges: model.edges, names: loading.annotations.names, options: options)
        let selected = try select.map { try loading.group($0) }
        if let selected { map = map.neighbourhood(of: .group(selected), steps: 1) }
        let output = shown.output(width: width)
        loading.sayExample(output)
        Self.show(map, selected: selected, answer: answer, model: model, output, width: width, detail: detail)
        if let answer {
            let report = AnswerReport(answer, annotations: loading.annotations)
            output.lines([StyledLine()] + report.lines(width: 80, ascii: output.isASCII))
        }
    }

    /// The whole map as `draw` shows it without options.
    static func show(_ loading: Loading, model: ExplorerModel, output: Output) {
        loading.sayExample(output)
        show(model.map, selected: nil, answer: nil, model: model, output, width: nil, detail: nil)
    }

    private static func show(
        _ map: MapGraph, selected: GroupIndex?, answer: Answer?, model: ExplorerModel, _ output: Output, width: Int?,
        detail: DetailChoice?
    ) {
        let glyphs: GlyphSet = output.isASCII ? .ascii : .unicode
        let columns = width ?? (output.isTerminal ? output.width : 120)
        var options = DrawOptions(glyphs: glyphs, maxWidth: columns)
        options.selected = selected.flatMap { map.node(of: .group($0)) }
        if let answer { options.highlight = AnswerHighlight(answer, model: model).highlight(in: map, glyphs: glyphs) }
        let levels = detail.map { [$0.level] } ?? DetailLevel.allCases
        var picture: Picture?
        for level in levels {
            options.detail = level
            picture = Layout(graph: map.graph, detail: level, maxWidth: columns).draw(options)
            if let picture, picture.width <= columns { break }
        }
        if let picture { output.lines(picture.styledLines) }
        let missing = [
            map.unused.isEmpty ? nil : "+\(map.unused.count) unused (--all draws them)",
            map.beyond == 0 ? nil : "\(map.beyond) more not drawn",
        ].compactMap { $0 }
        if !missing.isEmpty { output.line(missing.joined(separator: ", "), .dim) }
    }
}

/// The levels of detail by the names of the command line.
enum DetailChoice: String, CaseIterable, ExpressibleByArgument {
    case full
    case titles
    case names

    var level: DetailLevel {
        switch self {
        case .full: .full
        case .titles: .oneLine
        case .names: .names
        }
    }
}

extension Picture {
    /// The picture as toned lines.
    var styledLines: [StyledLine] {
        (0..<height).map { y in
            var line = StyledLine()
            for x in 0..<width {
                let cell = self[x, y]
                let tone = cell.emphasis.tone
                if line.spans.last?.tone == tone {
                    line.spans[line.spans.count - 1].text += cell.text
                } else {
                    line.spans.append(StyledSpan(cell.text, tone))
                }
            }
            return line
        }
    }
}

extension Emphasis {
    /// The tone that stands for it on a plain stream.
    var tone: Tone {
        switch self {
        case .normal: .plain
        case .dim: .dim
        case .path: .strong
        case .selected: .strong
        case .passes: .pass
        case .fails: .fail
        case .depends: .depends
        }
    }
}
