import CoreModel
import Diagram
import Reachability

extension NetworkLight {
    /// What an answer lights: the gateways that packet and reply pass, the subnets of both ends and the groups asked about.
    public init(_ answer: Answer, on map: NetworkMap) {
        self.init()
        let inventory = map.analyzer.inventory
        for group in [answer.question.source.kind.group, answer.question.destination.kind.group].compactMap({ $0 }) {
            for subnet in map.vpcs.flatMap(\.subnets) where subnet.groups.contains(where: { $0.group == group }) {
                marks[.group(group, subnet: subnet.id)] = .onTheWay
            }
        }
        guard let way = answer.way, let shown = way.shown else { return }
        for (isSource, members) in [(true, shown.sources), (false, shown.destinations)] {
            for member in members {
                let interfaces = [member.end.interface].compactMap { $0 } + member.interfaces
                for interface in interfaces {
                    let own = inventory[interface]
                    guard !own.subnet.isNone else { continue }
                    note(.passes, at: .subnet(own.subnet))
                    ends.insert(own.subnet)
                    let asked = isSource ? answer.question.source : answer.question.destination
                    for group in own.groups where asked.kind.group == nil || asked.kind.group == group {
                        marks[.group(group, subnet: own.subnet)] = .onTheWay
                    }
                }
                switch member.end {
                case .host(_, let subnet), .unseen(_, _, let subnet):
                    note(.passes, at: .subnet(subnet))
                    ends.insert(subnet)
                case .outside:
                    note(.lit, at: .internet)
                case .interface: break
                }
            }
        }
        for stage in shown.way.stages where way.counts(stage) { take(stage, map) }
        // The way ends somewhere beyond AWS: whether that is the internet, the gateways tell.
        let leaves = map.vpcs.flatMap(\.gateways).contains { $0.onward == .internet && contains(.gateway($0.target.id)) }
        if !leaves {
            marks[.internet] = nil
        } else if answer.verdict == .allowed, contains(.internet) {
            marks[.internet] = .passes
        }
    }

    private mutating func take(_ stage: Stage, _ map: NetworkMap) {
        let mark = stage.outcome.nodeMark
        switch stage.kind {
        case .igw, .eigw, .nat, .pcx, .tgw, .vpn, .vpce, .edge: note(mark, at: .gateway(stage.component))
        case .acl where ends.contains(stage.subnet): note(mark, at: .subnet(stage.subnet))
        case .table:
            // A table of the subnet of an end: what it drops is dropped there.
            for subnet in ends
            where map.analyzer.routeTable(ofSubnet: subnet).map({ map.analyzer.inventory.topology[$0].id }) == stage.component {
                note(mark, at: .subnet(subnet))
            }
        default: break
        }
    }

    /// The worst of what happens somewhere counts.
    private mutating func note(_ mark: Highlight.NodeMark, at item: NetworkItem) {
        func rank(_ mark: Highlight.NodeMark) -> Int {
            switch mark {
            case .lit: 0
            case .onTheWay: 1
            case .passes: 2
            case .depends: 3
            case .fails: 4
            }
        }
        if let known = marks[item], rank(known) >= rank(mark) { return }
        marks[item] = mark
    }
}
