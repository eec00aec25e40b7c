import CoreModel
import Diagram
import Text

/// One VPC of the network map as a picture.
///
/// A tree of ways: a line from a row of subnets up to a gateway is their way out, and there is no other line. `▌name` is a subnet, `( )` a
/// gateway, `[ ]` a group. What no line leads to has none; what is not drawn is counted in the last line.
public struct NetworkPage: Sendable {
    /// The picture; a box of it is the item at its number.
    public let picture: Picture
    /// What can be chosen, in reading order.
    public let items: [NetworkItem]
    /// Whether the rows are one line each.
    public let isFolded: Bool

    /// Draws a VPC.
    public init(_ map: NetworkMap, _ place: Int, _ options: NetworkOptions) {
        var drawing = NetworkPageDrawing(map, map.vpcs[place], options)
        drawing.draw()
        picture = drawing.canvas.picture(isDimming: !options.light.isEmpty)
        (items, isFolded) = (drawing.items, drawing.form == .folded)
    }

    /// The box of an item; nil where it is not drawn.
    public func box(of item: NetworkItem) -> Picture.Box? {
        guard let number = items.firstIndex(of: item) else { return nil }
        return picture.boxes.first { $0.node == number }
    }
}

/// The drawing of one VPC, line by line.
struct NetworkPageDrawing {
    /// How rows of subnets are drawn.
    enum Form: Equatable {
        /// Zones side by side.
        case zones(width: Int)
        /// Subnets one below the other, with their zones.
        case list
        /// A line a row.
        case folded
    }

    let map: NetworkMap
    let vpc: VpcNetwork
    let options: NetworkOptions
    let tree: NetworkTree
    let words: NetworkPageWords
    /// The column in which subnets begin.
    let barX: Int
    /// The column in which the words of rows without a way out begin.
    let labelX: Int
    let form: Form
    /// The subnets whose table or ACL differs from what was read.
    private let changedSubnets: Set<TextID>
    var canvas: PictureCanvas
    var items: [NetworkItem] = []
    /// The next row to be drawn.
    var y = 0
    /// What was drawn, for the last line.
    var drawnSubnets = 0
    var drawnInterfaces = 0

    /// Columns that the words of a tier take.
    private static let labelWidth = 10

    init(_ map: NetworkMap, _ vpc: VpcNetwork, _ options: NetworkOptions) {
        (self.map, self.vpc, self.options) = (map, vpc, options)
        tree = NetworkTree(vpc)
        words = NetworkPageWords(map, vpc, changed: options.changed)
        let topology = map.analyzer.inventory.topology
        let changedRows = vpc.rows.filter { row in
            [row.table.map { topology[$0].id }, row.acl.map { topology[$0].id }].contains {
                $0.map(options.changed.contains) ?? false
            }
        }
        changedSubnets = Set(changedRows.flatMap(\.subnets).map(\.id))
        labelX = !tree.internet.isEmpty ? 9 : tree.deepest != nil ? 6 : 1
        barX = vpc.readsTables ? max(tree.deepest.map { 6 + 3 * $0 } ?? 1, labelX) + Self.labelWidth : 18
        form = Self.form(vpc, options, room: options.width - barX)
        canvas = PictureCanvas(width: options.width, glyphs: options.glyphs)
    }

    private static func form(_ vpc: VpcNetwork, _ options: NetworkOptions, room: Int) -> Form {
        let zones = max(1, vpc.zones.count)
        let width = min(36, room / zones)
        let isSideBySide = zones <= NetworkOptions.zoneLimit && width >= NetworkOptions.zoneWidth
        let lines = vpc.rows.reduce(0) { sum, row in
            guard isSideBySide else { return sum + row.subnets.count }
            return sum + (Dictionary(grouping: row.subnets, by: \.zone).map(\.value.count).max() ?? 0)
        }
        if lines > NetworkOptions.rowLimit, !options.drawsAll { return .folded }
        return isSideBySide ? .zones(width: width) : .list
    }

    // MARK: The page

    mutating func draw() {
        drawHead()
        if !tree.internet.isEmpty {
            drawChildren(
                tree.internet.map(NetworkTree.Child.gateway), below: 0, rail: 2, isLit: options.light.contains(.internet))
        }
        for place in tree.roots {
            leaveBlank()
            drawGateway(place, x: 1)
        }
        for (number, place) in tree.unlined.enumerated() {
            // Rows of one line stand together where their tiers are one.
            let isAlike = number > 0 && vpc.rows[tree.unlined[number - 1]].tier == vpc.rows[place].tier
            if !(form == .folded && isAlike) { leaveBlank() }
            drawRow(place, x: labelX)
        }
        if !tree.listed.isEmpty { leaveBlank() }
        for place in tree.listed { drawListed(place) }
        leaveBlank()
        for line in TextWrap.lines(words.counts(self), width: options.width - 2) {
            canvas.write(line, x: 1, y: y, emphasis: .dim)
            y += 1
        }
    }

    private mutating func drawHead() {
        if !tree.internet.isEmpty { drawTitle("INTERNET", .internet, x: 1, brackets: nil) }
        let blocks = vpc.networks.map(\.description)
        let title = "\(vpc.name)  \(TextList.few(blocks, limit: 2))"
        canvas.write(fitted(title, options.width - barX), x: barX, y: 0, kind: .title(-1), emphasis: plain)
        y = 1
        guard case .zones(let width) = form else { return }
        for (place, zone) in vpc.zones.enumerated() {
            let name = zone.isEmpty ? "zone not told" : zone
            canvas.write(fitted(name, width - 1), x: barX + place * width, y: 1, emphasis: .dim)
        }
        y = 2
    }

    mutating func leaveBlank() { if y > 0 { y += 1 } }

    // MARK: Gateways

    /// Draws a gateway with all that leaves by it; `x` is where its bracket stands.
    private mutating func drawGateway(_ place: Int, x: Int) {
        let gateway = vpc.gateways[place]
        let item = NetworkItem.gateway(gateway.target.id)
        let row = y
        let title = (gateway.distant.isEmpty ? gateway.title : gateway.title + " !") + mark(gateway.target.id)
        let end = drawTitle(title, item, x: x, brackets: ("(", ")"))
        let said = words.said(of: gateway)
        canvas.write(fitted(said, options.width - end - 2), x: end + 2, y: row, kind: .label(-1), emphasis: emphasis(item))
        y += 1
        let children = tree.children[place] ?? []
        drawChildren(children, below: row, rail: x + 1, isLit: options.light.contains(item))
    }

    /// Draws what hangs from a rail that comes down from a row.
    private mutating func drawChildren(_ children: [NetworkTree.Child], below top: Int, rail: Int, isLit: Bool) {
        for (number, child) in children.enumerated() {
            if number > 0, !isTogether(children[number - 1], child) { leaveBlank() }
            let row = y
            let isWay = isLit && isLitBelow(child)
            canvas.down(rail, from: top, to: row, net: rail, isLit: isWay)
            canvas.across(row, from: rail, to: rail + 2, net: rail, isLit: isWay)
            switch child {
            case .row(let place): drawRow(place, x: rail + 4)
            case .gateway(let place): drawGateway(place, x: rail + 2)
            case .other(let place, let version):
                let text = words.reference(vpc.rows[place], version)
                for part in TextWrap.lines(text, width: max(10, options.width - rail - 5)) {
                    canvas.write(part, x: rail + 4, y: y, emphasis: plain)
                    y += 1
                }
            }
        }
    }

    /// Whether two rows of one line stand together.
    private func isTogether(_ one: NetworkTree.Child, _ other: NetworkTree.Child) -> Bool {
        guard form == .folded, case .row = one, case .row = other else { return false }
        return true
    }

    private func isLitBelow(_ child: NetworkTree.Child) -> Bool {
        switch child {
        case .gateway(let place): options.light.contains(.gateway(vpc.gateways[place].target.id))
        case .row(let place): vpc.rows[place].subnets.contains { options.light.ends.contains($0.id) }
        case .other: false
        }
    }

    /// A gateway that no line leads to: what it joins, and who has routes over it.
    private mutating func drawListed(_ place: Int) {
        let gateway = vpc.gateways[place]
        let item = NetworkItem.gateway(gateway.target.id)
        let end = drawTitle(gateway.title + mark(gateway.target.id), item, x: 1, brackets: ("(", ")"))
        let lines = TextWrap.lines(words.listed(gateway), width: max(20, options.width - min(end, options.width / 2) - 2))
        let x = min(end, options.width / 2) + 1
        if end > x - 1 { y += 1 }
        for line in lines {
            canvas.write(line, x: x, y: y, kind: .label(-1), emphasis: emphasis(item))
            y += 1
        }
    }

    // MARK: Titles

    /// Writes the title of an item with its signs; returns the column behind it.
    @discardableResult
    mutating func drawTitle(
        _ title: String, _ item: NetworkItem, x: Int, brackets: (left: String, right: String)?, limit: Int? = nil
    ) -> Int {
        let number = items.count
        items.append(item)
        var end = x
        if let brackets {
            end = canvas.write(brackets.left, x: end, y: y, kind: .border(number), emphasis: emphasis(item))
        }
        if options.selected == item {
            end = canvas.write(options.glyphs.selection, x: end, y: y, kind: .title(number), emphasis: .selected)
        }
        if let mark = options.light.marks[item] {
            end = canvas.write(options.glyphs.sign(mark), x: end, y: y, kind: .title(number), emphasis: Self.emphasis(mark))
        }
        if end > x + (brackets == nil ? 0 : TerminalText.width(brackets?.left ?? "")) {
            // The blank behind the signs is written: a line that comes down from the title begins below it.
            end = canvas.write(" ", x: end, y: y)
        }
        let room = (limit ?? options.width) - end - (brackets?.right.isEmpty == false ? 1 : 0)
        end = canvas.write(
            fitted(title, room), x: end, y: y, kind: .title(number),
            emphasis: options.selected == item ? .selected : emphasis(item))
        if let brackets {
            end = canvas.write(brackets.right, x: end, y: y, kind: .border(number), emphasis: emphasis(item))
        }
        canvas.place(number, x: x, y: y, width: end - x, height: 1)
        return end
    }

    private static func emphasis(_ mark: Highlight.NodeMark) -> Emphasis {
        switch mark {
        case .passes: .passes
        case .fails: .fails
        case .depends: .depends
        case .onTheWay, .lit: .path
        }
    }

    /// The sign behind the title of what differs from what was read.
    func mark(_ id: TextID) -> String { options.changed.contains(id) || changedSubnets.contains(id) ? " ~" : "" }

    /// How what is not lit stands out.
    var plain: Emphasis { options.light.isEmpty ? .normal : .dim }

    func emphasis(_ item: NetworkItem) -> Emphasis {
        options.light.isEmpty ? .normal : options.light.contains(item) ? .path : .dim
    }

    func fitted(_ text: String, _ columns: Int) -> String {
        columns <= 0 ? "" : TerminalText.fitted(text, to: columns, ending: options.glyphs.ellipsis)
    }
}
