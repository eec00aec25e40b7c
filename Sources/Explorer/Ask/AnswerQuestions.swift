import CoreModel
import Documentation
import Reachability
import Words

/// The questions that parts of an answer are: of one kind of members, of the connection that a load balancer opens.
extension ExplorerModel {
    /// The question of a part of an answer, as it is typed; nil where it cannot be asked.
    func question(of stop: AnswerStop, _ view: AnswerView) -> String? {
        guard let parts = try? QuestionText(parsing: view.text) else { return nil }
        switch stop {
        case .hop, .station: return nil
        case .kind(let place):
            guard let kind = view.answer.way?.kinds[place] else { return nil }
            let source = differ(\.sources, view) ? kind.sources.first.map { client($0, typed: parts.source) } : nil
            let destination =
                differ(\.destinations, view) ? kind.destinations.first.map { end($0, or: parts.destination) } : nil
            return asked(
                source ?? parts.source, destination ?? parts.destination, port(kind, of: view) ?? parts.port, parts.version)
        case .member(let place):
            let member = view.answer.members[place]
            guard let interface = member.interfaces.first else { return nil }
            return alone(interface, isSource: member.isSource, parts)
        case .interface(let place):
            let interface = view.answer.answers[place].interface
            let isSource = view.answer.question.source.kind.interfaces?.contains(interface) ?? false
            return alone(interface, isSource: isSource, parts)
        case .target(let place): return view.targets[place].target.flatMap { second(to: $0, view) }
        }
    }

    private func alone(_ interface: InterfaceIndex, isSource: Bool, _ parts: QuestionText) -> String? {
        let port = isSource ? ClientText(parts.source).port : nil
        let own = port.map { ClientText.text(id(interface), port: $0) } ?? id(interface)
        return isSource
            ? asked(own, parts.destination, parts.port, parts.version) : asked(parts.source, own, parts.port, parts.version)
    }

    private func differ(_ members: KeyPath<WayKind, [WayMember]>, _ view: AnswerView) -> Bool {
        Set((view.answer.way?.kinds ?? []).map { $0[keyPath: members] }).count > 1
    }

    private func id(_ interface: InterfaceIndex) -> String { inventory[inventory[interface].id] }

    /// A member's own id or address; what was typed where it stands for everybody outside.
    private func end(_ member: WayMember, or typed: String) -> String {
        switch member.end {
        case .interface(let interface, _): id(interface)
        case .host(let address, _): "\(address)"
        case .outside, .unseen: typed
        }
    }

    /// A member that opens the connection, from the port that was typed where one was.
    private func client(_ member: WayMember, typed: String) -> String {
        let own = end(member, or: typed)
        guard own != typed, let port = ClientText(typed).port else { return own }
        return ClientText.text(own, port: port)
    }

    /// The port of a kind where kinds differ by it; nil where they do not.
    private func port(_ kind: WayKind, of view: AnswerView) -> String? {
        guard Set((view.answer.way?.kinds ?? []).map(\.traffic)).count > 1 else { return nil }
        let traffic = kind.traffic.reduce(TrafficSet()) { $0.union($1.points) }.traffic
        guard traffic.count == 1, let only = traffic.first, only.ipProtocol.hasPorts, only.from >= 0 else { return nil }
        return only.from == only.to ? "\(only.from)/\(only.ipProtocol)" : "\(only.from)-\(only.to)/\(only.ipProtocol)"
    }

    /// The connection that a load balancer opens to a target: from it by its name where that names it alone, else from its node.
    private func second(to target: BehindTarget, _ view: AnswerView) -> String? {
        guard let port = target.port else { return nil }
        let name = NetworkNames(inventory).name(inventory.topology[target.balancer].id)
        let node = id(target.node)
        let isNamed = (try? analyzer.resolver.resolve(name))?.kind.interfaces?.contains(target.node) ?? false
        let destination: String
        if let address = target.address, groups(holding: address).isEmpty == false || target.interface == nil {
            destination = "\(address)"
        } else if let interface = target.interface {
            destination = id(interface)
        } else {
            destination = inventory[target.id]
        }
        let question = view.answer.question
        let isUDP = question.port.points(question.version).traffic.allSatisfy { $0.ipProtocol == .udp }
        let typed = "\(port)" + (isUDP ? "/udp" : "")
        let family = (try? QuestionText(parsing: view.text))?.version
        return (isNamed ? asked(name, destination, typed, family) : nil) ?? asked(node, destination, typed, family)
    }

    /// The question in one line; nil where it would not be read as it is meant.
    private func asked(_ source: String, _ destination: String, _ port: String, _ version: IPVersion?) -> String? {
        let isBare = destination.contains(":") && !destination.hasPrefix("[")
        let end = isBare && !port.isEmpty ? "[\(destination)]" : destination
        let question = QuestionText(source: source, destination: end, port: port, version: version)
        guard let read = try? QuestionText(parsing: question.text), read == question else { return nil }
        return question.text
    }
}
