import Diagram
import Testing

/// What a reader of an ASCII picture can tell of a joint from the four characters around it, without following any line.
@Suite("In ASCII the characters beside a joint say where its line goes on")
struct JointSpacingTests {
    /// The arms of a box-drawing character: north, east, south, west.
    private static let arms: [Character: String] = [
        "└": "NE", "┘": "NW", "┌": "ES", "┐": "SW", "├": "NES", "┤": "NSW", "┬": "ESW", "┴": "NEW",
    ]

    /// Whether a joint seems to go on into the cell beside it.
    ///
    /// A name without a border takes a line at any of its characters.
    private func goesOn(_ cell: PictureCell, isAcross: Bool, hasArm: Bool, _ detail: DetailLevel) -> Bool {
        switch cell.kind {
        case .line, .arrow: (isAcross ? "-." : "|:+^v").contains(cell.text)
        case .title: !isAcross && hasArm
        case .border: !isAcross && (detail == .names ? hasArm : cell.text == "+")
        case .empty, .text, .label: false
        }
    }

    /// Compares each joint of the ASCII picture with the glyph that says it all, and expects that no two joints touch.
    private func expectJointsApart(_ graph: DiagramGraph, _ detail: DetailLevel, _ name: String) {
        let layout = Layout(graph: graph, detail: detail)
        let wanted = layout.draw(DrawOptions(detail: detail))
        let ascii = layout.draw(DrawOptions(detail: detail, glyphs: .ascii))
        #expect(wanted.boxes == ascii.boxes, "\(name)")
        for y in 0..<ascii.height {
            for x in 0..<ascii.width {
                guard case .line = ascii[x, y].kind, ascii[x, y].text == "+", let glyph = wanted[x, y].text.first else {
                    continue
                }
                let arms = Self.arms[glyph] ?? ""
                var seen = ""
                for (arm, dx, dy) in [("N", 0, -1), ("E", 1, 0), ("S", 0, 1), ("W", -1, 0)] {
                    if goesOn(ascii[x + dx, y + dy], isAcross: dx != 0, hasArm: arms.contains(arm), detail) { seen += arm }
                }
                #expect(arms == seen, "\(name) \(detail): \(glyph) at \(x),\(y) looks like \(seen)")
                #expect(ascii[x + 1, y].text != "+", "\(name) \(detail): joints touch at \(x),\(y)")
            }
        }
    }

    @Test(
        "of stored graphs", arguments: ["sg-lab.dag", "shop.labdag", "mesh40.labdag", "s20.labdag", "s50.labdag", "g50.labdag"])
    func stored(name: String) throws {
        for detail in DetailLevel.allCases { expectJointsApart(try Graphs.stored(name), detail, name) }
    }

    @Test("of a graph of two hundred nodes, which has no fewer crossings for it")
    func large() throws {
        let graph = try Graphs.stored("s200.labdag")
        expectJointsApart(graph, .names, "s200")
    }

    @Test("of random graphs", arguments: 0..<10)
    func random(batch: Int) {
        for seed in (batch * 40)..<(batch * 40 + 40) {
            expectJointsApart(Graphs.random(seed: UInt64(seed), mostNodes: 30), DetailLevel.allCases[seed % 3], "seed \(seed)")
        }
    }

    @Test("and no picture grows beyond the width that was asked for", arguments: [60, 80, 120])
    func width(columns: Int) throws {
        for name in ["shop.labdag", "mesh40.labdag", "s20.labdag"] {
            let graph = try Graphs.stored(name)
            // Names take the least: where they fit at all, they fit with their joints apart.
            let narrow = Layout(graph: graph, detail: .names, maxWidth: columns).draw()
            let free = Layout(graph: graph, detail: .names).draw()
            if free.width <= columns { #expect(narrow.width <= columns, "\(name)") }
        }
    }
}
