import CoreModel
import Diagram
import Text

/// Every VPC of the network map as a row, and what joins them as rows below: for many VPCs, and to begin with.
public struct NetworkOverview: Sendable {
    /// The picture; a box of it is the item at its number.
    public let picture: Picture
    /// What can be chosen, in reading order.
    public let items: [NetworkItem]

    /// Draws all VPCs.
    public init(_ map: NetworkMap, _ options: NetworkOptions) {
        var drawing = NetworkOverviewDrawing(map, options)
        drawing.draw()
        picture = drawing.canvas.picture(isDimming: !options.light.isEmpty)
        items = drawing.items
    }
}

private struct NetworkOverviewDrawing {
    private let map: NetworkMap
    private let options: NetworkOptions
    private let titles: NetworkTitles
    var canvas: PictureCanvas
    var items: [NetworkItem] = []
    private var y = 0

    init(_ map: NetworkMap, _ options: NetworkOptions) {
        (self.map, self.options) = (map, options)
        titles = NetworkTitles(map.analyzer)
        canvas = PictureCanvas(width: options.width, glyphs: options.glyphs)
    }

    mutating func draw() {
        canvas.write(TextCount.of(map.vpcs.count, "VPC"), x: 1, y: y, kind: .title(-1))
        y += 1
        let names = map.vpcs.map { TerminalText.width($0.name + mark($0)) }.max() ?? 0
        let nameWidth = min(names + 1, max(12, options.width / 3))
        let blocks = map.vpcs.map { $0.networks.first?.description ?? "" }
        let blockWidth = blocks.map(TerminalText.width).filter { $0 <= 20 }.max() ?? 0
        for (vpc, block) in zip(map.vpcs, blocks) {
            let item = NetworkItem.vpc(vpc.id)
            drawTitle(vpc.name + mark(vpc), item, brackets: (options.glyphs == .unicode ? "▌" : ":", ""), width: nameWidth)
            var x = 1 + nameWidth + 2
            if TerminalText.width(block) <= blockWidth { write(block, x: x, item) }
            x += blockWidth + 2
            write(summary(vpc), x: x, item)
            y += 1
        }
        let others = map.joins.filter { !$0.vpcs.isEmpty || !$0.beyond.isEmpty }
        if !others.isEmpty {
            y += 1
            canvas.write("what joins them", x: 1, y: y, kind: .title(-1))
            y += 1
            let width = min((others.map { TerminalText.width($0.title) }.max() ?? 0) + 2, max(16, options.width / 3))
            for join in others {
                let item = NetworkItem.join(join.target.id)
                drawTitle(
                    join.title + (options.changed.contains(join.target.id) ? " ~" : ""), item, brackets: ("(", ")"), width: width)
                write(members(join, room: options.width - width - 4), x: 1 + width + 2, item)
                y += 1
            }
        }
        let joined = Set(map.joins.filter { $0.stopped == nil }.flatMap { $0.vpcs.count + $0.beyond.count > 1 ? $0.vpcs : [] })
        let alone = map.vpcs.count { !joined.contains($0.id) }
        if alone > 0 {
            y += 1
            let text =
                alone == map.vpcs.count ? "nothing in the input joins them" : "\(TextCount.of(alone, "VPC")) joined by nothing"
            canvas.write(text, x: 1, y: y, emphasis: .dim)
            y += 1
        }
    }

    /// The sign of a VPC in which something differs from what was read.
    private func mark(_ vpc: VpcNetwork) -> String {
        if options.changed.isEmpty { return "" }
        let topology = map.analyzer.inventory.topology
        let own =
            [vpc.id] + vpc.subnets.map(\.id) + vpc.gateways.map(\.target.id)
            + vpc.rows.flatMap { [$0.table.map { topology[$0].id }, $0.acl.map { topology[$0].id }].compactMap(\.self) }
        return own.contains(where: options.changed.contains) ? " ~" : ""
    }

    /// How many subnets stand in each tier: "3 public, 6 out only, 3 isolated".
    private func summary(_ vpc: VpcNetwork) -> String {
        if !vpc.readsTables { return "\(TextCount.of(vpc.subnets.count, "subnet")), tables not read" }
        var counts: [SubnetTier: Int] = [:]
        for row in vpc.rows { counts[row.tier, default: 0] += row.subnets.count }
        return counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key.words)" }.joined(separator: ", ")
    }

    /// What a join joins, as many by name as there is room for.
    private func members(_ join: VpcJoin, room: Int) -> String {
        let stopped = join.stopped.map { "carries nothing (\(TerminalText.safe($0))): " } ?? ""
        let all = join.vpcs.map(titles.name) + join.beyond
        if TerminalText.width(stopped + all.joined(separator: ", ")) <= room { return stopped + all.joined(separator: ", ") }
        var shown = all.count
        while shown > (all.count == 2 ? 2 : 1) {
            shown -= 1
            let shorter = stopped + all.prefix(shown).joined(separator: ", ") + " and \(all.count - shown) more"
            if TerminalText.width(shorter) <= room { return shorter }
        }
        guard all.count == 2 else { return stopped + TextCount.of(join.vpcs.count, "VPC") }
        let half = max(4, (room - TerminalText.width(stopped) - 2) / 2)
        return stopped
            + all.map { TerminalText.fitted($0, to: half, ending: options.glyphs.ellipsis) }.joined(separator: ", ")
    }

    private mutating func write(_ text: String, x: Int, _ item: NetworkItem) {
        let room = options.width - x - 1
        guard room > 0 else { return }
        let fitted = TerminalText.fitted(text, to: room, ending: options.glyphs.ellipsis)
        canvas.write(fitted, x: x, y: y, kind: .text(-1), emphasis: emphasis(item))
    }

    private mutating func drawTitle(_ title: String, _ item: NetworkItem, brackets: (String, String), width: Int) {
        let number = items.count
        items.append(item)
        var end = canvas.write(brackets.0, x: 1, y: y, kind: .border(number), emphasis: emphasis(item))
        let isSelected = options.selected == item
        if isSelected {
            end =
                canvas.write(options.glyphs == .unicode ? "▸" : ">", x: end, y: y, kind: .title(number), emphasis: .selected) + 1
        }
        let room = 1 + width - end - TerminalText.width(brackets.1)
        let fitted = TerminalText.fitted(title, to: max(1, room), ending: options.glyphs.ellipsis)
        end = canvas.write(fitted, x: end, y: y, kind: .title(number), emphasis: isSelected ? .selected : emphasis(item))
        end = canvas.write(brackets.1, x: end, y: y, kind: .border(number), emphasis: emphasis(item))
        canvas.place(number, x: 1, y: y, width: max(1, end - 1), height: 1)
    }

    private func emphasis(_ item: NetworkItem) -> Emphasis {
        options.light.isEmpty ? .normal : options.light.contains(item) ? .path : .dim
    }
}
