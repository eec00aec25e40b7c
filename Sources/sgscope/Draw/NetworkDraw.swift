import ArgumentParser
import CoreModel
import Diagram
import Documentation
import Map
import Reachability
import Text
import Words

/// `draw --network`: VPCs with their subnets by their tables, the gateways that they leave by, and what joins them.
struct NetworkDraw {
    let loading: Loading
    let map: NetworkMap
    let answer: Answer?
    /// The VPCs that are drawn, by their places; none for the overview alone.
    private(set) var places: [Int] = []
    private(set) var showsOverview = false
    private let drawsAll: Bool

    /// VPCs that are drawn one below the other; of more there is an overview.
    static let limit = 4

    init(_ loading: Loading, select: String?, path: String?, all: Bool) throws {
        self.loading = loading
        drawsAll = all
        answer = try path.map { try loading.answer($0) }
        map = NetworkMap(loading.analyzer)
        if let select {
            places = try Self.places(named: select, map)
        } else if let answer, case let lit = Self.concerned(by: answer, map), !lit.isEmpty {
            places = lit
        } else if map.vpcs.count <= Self.limit || all {
            places = Array(map.vpcs.indices)
            showsOverview = map.vpcs.count > 1
        } else {
            showsOverview = true
        }
    }

    /// The VPCs that a text names: themselves, a subnet or a gateway of theirs, by name or id.
    private static func places(named text: String, _ map: NetworkMap) throws -> [Int] {
        let inventory = map.analyzer.inventory
        let names = NetworkNames(inventory)
        func isCalled(_ id: TextID) -> Bool { inventory[id] == text || names.name(id).lowercased() == text.lowercased() }
        let found = map.vpcs.indices.filter { place in
            let vpc = map.vpcs[place]
            return isCalled(vpc.id) || vpc.subnets.contains { isCalled($0.id) }
                || vpc.gateways.contains { isCalled($0.target.id) }
        }
        if !found.isEmpty { return found }
        let some = TextList.sentence(map.vpcs.map { TerminalText.safe($0.name) }, limit: 5)
        throw Failure.wrongUsage(
            "no VPC, subnet or gateway is called \"\(TerminalText.safe(text))\"\(some.isEmpty ? "" : "; the VPCs are \(some)")")
    }

    /// The VPCs in which something of an answer is lit.
    private static func concerned(by answer: Answer, _ map: NetworkMap) -> [Int] {
        let light = NetworkLight(answer, on: map)
        return map.vpcs.indices.filter { place in map.vpcs[place].subnets.contains { light.contains(.subnet($0.id)) } }
    }

    private var light: NetworkLight { answer.map { NetworkLight($0, on: map) } ?? NetworkLight() }

    /// What stands in place of a picture where no input has a subnet.
    static let nothing =
        "No subnet is in the input, so there is no network to draw: give describe-subnets and describe-route-tables as well."

    // MARK: Pictures

    func picture(width: Int, glyphs: GlyphSet) -> Picture {
        var options = NetworkOptions(width: max(40, width), glyphs: glyphs)
        (options.light, options.drawsAll) = (light, drawsAll)
        options.changed = loading.trial?.things ?? []
        var pictures = showsOverview ? [NetworkOverview(map, options).picture] : []
        pictures += places.map { NetworkPage(map, $0, options).picture }
        return Picture(stacking: pictures)
    }

    /// What is said below the picture.
    var notes: [String] {
        var notes: [String] = []
        if places.isEmpty, !map.vpcs.isEmpty { notes.append("--select VPC draws one of them, --all every one") }
        let others = loading.inventory.vpcs.count { map.place(ofVpc: $0.id) == nil }
        if others > 0 { notes.append("\(TextCount.of(others, "VPC")) without a subnet in the input, not drawn") }
        return notes
    }

    // MARK: Formats

    func show(_ format: DrawFormat, columns: Int, glyphs: GlyphSet, _ output: Output) {
        let origin = loading.pictureOrigin
        let summary = answer.map { [AnswerText($0, of: loading.analyzer).summary] } ?? []
        let below = map.vpcs.isEmpty ? [Self.nothing] : notes
        let caption = origin + summary + below
        let wrapped = caption.flatMap { TextWrap.lines($0, width: 100) }
        switch format {
        case .text: showText(columns: columns, glyphs: glyphs, output)
        case .svg:
            let title = "Network of \(loading.inventory.label)"
            let picture = picture(width: columns, glyphs: glyphs)
            let lines = (origin + below).flatMap { TextWrap.lines($0, width: 100) }.map { StyledLine($0) }
            let way = DrawCommand.way(answer, loading, picture.width)
            Output.write(SVGExport(picture, title: title, caption: lines + way).text, to: 1)
        case .dot:
            let (graph, lit) = graph
            Output.write(DotExport(graph, highlight: lit, caption: wrapped).text, to: 1)
        case .mermaid:
            let (graph, lit) = graph
            Output.write(MermaidExport(graph, highlight: lit, caption: caption).text, to: 1)
        case .json: output.line(NetworkDrawJSON(self).text)
        }
    }

    private var graph: (DiagramGraph, Highlight) {
        places.isEmpty ? (map.overviewGraph(), Highlight()) : map.graph(of: places, light: light)
    }

    private func showText(columns: Int, glyphs: GlyphSet, _ output: Output) {
        loading.sayOrigin(output)
        if map.vpcs.isEmpty {
            for line in TextWrap.lines(Self.nothing, width: output.width) { output.line(line) }
        } else {
            output.lines(picture(width: columns, glyphs: glyphs).styledLines.map(\.trimmed))
            for note in notes { for line in TextWrap.lines(note, width: output.width) { output.line(line, .dim) } }
        }
        if let answer {
            let report = AnswerReport(answer, annotations: loading.annotations)
            output.lines([StyledLine()] + report.lines(width: 80, ascii: output.isASCII))
        }
    }
}
