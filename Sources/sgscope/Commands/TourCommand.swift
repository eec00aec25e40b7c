import ArgumentParser
import Diagram
import Map
import Reachability
import Documentation
import CoreModel
import Text

/// `sgscope tour`: the walkthrough, for a pager or a document.
struct TourCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tour",
        abstract: "The walkthrough of the environment, step by step, each with its part of the diagram lit.",
        discussion: """
            The steps are those of the notes; without a walkthrough in the notes they are made from the inventory, from the outside in.

              sgscope tour | less -R
              sgscope tour --format markdown > tour.md
            """.flowing)

    @OptionGroup var files: InputFiles
    @OptionGroup var input: InputOptions
    @OptionGroup var shown: OutputOptions

    @Option(help: ArgumentHelp("text or markdown", valueName: "format"))
    var format = TourFormat.text

    @Option(help: ArgumentHelp("Only this step, from 1.", valueName: "number"))
    var step: Int?

    @Option(help: ArgumentHelp("Columns to stay within; the terminal's, or 80.", valueName: "columns"))
    var width: Int?

    func validate() throws {
        if let width, width < 20 { throw ValidationError("--width must be at least 20 columns") }
    }

    func run() throws {
        let loading = try files.load(input)
        loading.sayWarnings()
        let whole = WholeMap(loading.analyzer)
        let tour = Tour(loading.analyzer, annotations: loading.annotations, edges: whole.edges)
        if let step, !tour.steps.indices.contains(step - 1) {
            throw Failure.wrongUsage("there is no step \(step); the tour has 1 to \(tour.steps.count)")
        }
        let output = shown.output(width: width)
        let isASCII = format == .markdown ? shown.ascii : output.isASCII
        let diagram = TourDiagram(whole: whole.graph, glyphs: isASCII ? .ascii : .unicode, columns: output.width)
        switch format {
        case .text:
            loading.sayOrigin(output)
            for (place, own) in tour.steps.enumerated() where step == nil || step == place + 1 {
                show(own, title: "Step \(place + 1) of \(tour.steps.count): \(own.title)", diagram, output)
            }
        case .markdown:
            let markdown = TourMarkdown(tour)
            Output.write(markdown.text(only: step.map { $0 - 1 }) { diagram.text($0) }, to: 1)
        }
    }

    private func show(_ step: TourStep, title: String, _ diagram: TourDiagram, _ output: Output) {
        var lines = StyledLine.wrapped(title, .strong, width: output.width)
        lines.append(StyledLine(String(repeating: output.isASCII ? "-" : "─", count: output.width), .dim))
        lines += diagram.lines(step) + [StyledLine()]
        lines += TourReport(ascii: output.isASCII).lines(step, width: output.width)
        output.lines(lines + [StyledLine(), StyledLine()])
    }
}

enum TourFormat: String, CaseIterable, ExpressibleByArgument {
    case text, markdown
}

/// Draws what a step lights.
struct TourDiagram {
    let whole: MapGraph
    let glyphs: GlyphSet
    let columns: Int

    /// Boxes up to which the whole map is drawn; beyond it what is lit, with its neighbours where these are few.
    private static let boxes = 24

    /// The diagram of a step, nothing where nothing is lit.
    func lines(_ step: TourStep) -> [StyledLine] {
        picture(step).map(\.styledLines) ?? []
    }

    /// The same as plain text.
    func text(_ step: TourStep) -> String {
        lines(step).map { TerminalText.trimmed(TerminalText.safe($0.text)) + "\n" }.joined()
    }

    private func picture(_ step: TourStep) -> Picture? {
        let subjects = step.lights.map(MapSubject.end)
        var map = whole
        if map.subjects.count > Self.boxes {
            map = map.neighbourhood(of: Array(subjects.prefix(Self.boxes)), steps: 0)
        }
        guard !subjects.isEmpty, !map.subjects.isEmpty, map.subjects.count <= Self.boxes * 2 else { return nil }
        var lit = Highlight()
        let nodes = Set(subjects.compactMap(map.node))
        for node in nodes { lit.nodes[node] = .lit }
        for (number, edge) in map.graph.edges.enumerated() where nodes.contains(edge.source) && nodes.contains(edge.target) {
            lit.edges.insert(number)
        }
        // What is all of it needs no light.
        if nodes.count == map.subjects.count { lit = Highlight() }
        let options = DrawOptions(glyphs: glyphs, maxWidth: columns, highlight: lit)
        return FullestLayout(map.graph, options, columns: columns).picture
    }
}
