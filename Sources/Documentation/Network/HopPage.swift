import Annotations
import CoreModel
import Reachability
import Text
import Words

/// The page of one hop of a ladder: the whole ACL, table, gateway, group or load balancer, with what decides in it over the packet and
/// over its reply, and why the rest does not.
public struct HopPage: Sendable {
    /// What it is, with its id.
    public let title: String
    /// What uses it.
    public let note: String
    /// The rows, with what they lead to.
    public let rows: [ReportRow]

    /// What pages of an inventory are written with.
    public struct Source: Sendable {
        let analyzer: Analyzer
        let annotations: Annotations
        let references: GroupReferences

        /// Makes one.
        public init(_ analyzer: Analyzer, _ annotations: Annotations, _ references: GroupReferences) {
            (self.analyzer, self.annotations, self.references) = (analyzer, annotations, references)
        }
    }

    /// The page of a row of an answer's ladder; nil where there is no such row.
    public init?(leg: Int, row: Int, of answer: Answer, _ source: Source, width: Int, ascii: Bool) {
        let annotations = source.annotations
        guard let words = AnswerText(answer, annotations.inventory, annotations.names).ladder(leg),
            words.way.ladder.indices.contains(row)
        else { return nil }
        let writer = HopPageWriter(words, words.way.ladder[row], leg: leg, source, ReportMarks(ascii: ascii))
        self.init(writer.blocks, titled: writer.title, width: width)
    }

    /// A page of blocks below each other, titled by the first.
    init(_ blocks: [PageBlock], titled title: String = "", width: Int) {
        self.title = TerminalText.safe(blocks.first?.title ?? title)
        note = TerminalText.safe(blocks.first?.note ?? "")
        rows = blocks.enumerated().flatMap { place, block in
            (place == 0 ? [] : [ReportRow(line: StyledLine())] + block.heading(width: width)) + block.rows(width: width)
        }
    }
}

/// Puts a hop's page together.
private struct HopPageWriter {
    private let words: WayText
    private let row: LadderRow
    private let leg: Int
    private let source: HopPage.Source
    private let marks: ReportMarks

    private var way: WayAnswer { words.way }
    private var analyzer: Analyzer { source.analyzer }
    private var inventory: Inventory { analyzer.inventory }
    private var places: [Int] { [row.there, row.back].compactMap { $0 } }

    init(_ words: WayText, _ row: LadderRow, leg: Int, _ source: HopPage.Source, _ marks: ReportMarks) {
        (self.words, self.row, self.leg, self.source, self.marks) = (words, row, leg, source, marks)
    }

    /// What the ladder calls it.
    var title: String { "\(words.word(row)) \(words.name(row))" }

    var blocks: [PageBlock] {
        guard let first = places.first else { return [] }
        let stage = way.stages[first]
        switch stage.kind {
        case .acl:
            let passed = places.compactMap { way.stages[$0].entries(inventory.topology) }
            let acls = passed.map(\.acl).distinct().map { PageBlock(acl: $0, passed, analyzer: analyzer, marks: marks) }
            return acls.isEmpty ? [told] : acls
        case .table:
            let passed = places.compactMap { analyzer.routes(of: way.stages[$0]) }
            let tables = passed.map(\.table).distinct().map { table in
                switch table {
                case .vpc(let index): PageBlock(table: index, passed, words, analyzer: analyzer, marks: marks)
                case .transit(let index): PageBlock(table: index, passed, words, analyzer: analyzer, marks: marks)
                }
            }
            return tables.isEmpty ? [told] : tables
        case .group: return groups(first)
        case .lb:
            guard let place = inventory.topology.loadBalancers.firstIndex(where: { $0.id == stage.component }) else {
                return [told]
            }
            var block = PageBlock(
                balancer: LoadBalancerIndex(place), words, leg: leg, inventory, marks: marks)
            block.sections.insert(contentsOf: said, at: 0)
            return [block]
        case .igw, .eigw, .nat, .pcx, .tgw, .vpn, .vpce, .fw, .edge, .host:
            guard !stage.component.isNone else { return [told] }
            var block = PageBlock(thing: stage.component, word: words.word(row), inventory)
            block.sections.insert(contentsOf: said, at: 0)
            return [block]
        }
    }

    private func groups(_ place: Int) -> [PageBlock] {
        guard let groups = words.groups(place), !groups.isEmpty else { return [told] }
        var blocks = PageBlock.groups(groups, at: place, words, source.annotations, source.references, marks: marks)
        blocks[0].sections.insert(contentsOf: said, at: 0)
        return blocks
    }

    /// What there is where the input tells no more than the ladder says.
    private var told: PageBlock { PageBlock(title: title, sections: said) }

    /// What becomes of the packet and of its reply.
    private var said: [ReportSection] {
        var sections = places.map { place in
            let code = way.code(place).flatMap { way.stages[place].outcome == .pass ? nil : "  (\($0))" } ?? ""
            let note = words.said(place)
            let cell = marks.cell([HopNote(outcome: note.outcome, text: note.text + code)])
            return ReportSection(label: HopText.label(way.stages[place].leg), rows: [.init([cell])])
        }
        if words.isTracked(row) {
            let cell = marks.cell([HopNote(outcome: .pass, text: HopText.tracked)])
            sections.append(ReportSection(label: HopText.label(.reply), rows: [.init([cell])]))
        }
        return sections
    }
}

extension HopPage {
    /// The table and the ACL of a subnet, each below its title, as pages of hops show them.
    public static func filters(ofSubnet id: TextID, _ source: Source, width: Int, ascii: Bool) -> [ReportRow] {
        let marks = ReportMarks(ascii: ascii)
        let table = source.analyzer.routeTable(ofSubnet: id).map {
            PageBlock(table: $0, analyzer: source.analyzer, marks: marks)
        }
        let acl = source.analyzer.networkACL(ofSubnet: id).map { PageBlock(acl: $0, analyzer: source.analyzer, marks: marks) }
        return [table, acl].compactMap { $0 }.flatMap { block in
            [ReportRow(line: StyledLine())] + block.heading(width: width) + block.rows(width: width)
        }
    }

    /// What the input tells of a gateway, as the page of its hop shows it.
    public static func facts(of id: TextID, _ source: Source, width: Int) -> [ReportRow] {
        let rows = PageBlock(thing: id, word: "", source.analyzer.inventory).rows(width: width)
        return rows.isEmpty ? [] : [ReportRow(line: StyledLine())] + rows
    }
}
