import CoreModel

/// Makes a case smaller as long as it stays a case.
struct OracleShrinker {
    /// Whether the inventory and the question still show what is to be shown.
    let isCase: (OracleSpec, OracleQuestion) -> Bool

    func shrink(_ spec: OracleSpec, _ question: OracleQuestion) -> (OracleSpec, OracleQuestion) {
        var spec = spec
        var question = question
        var isSmaller = true
        while isSmaller {
            isSmaller = false
            let size = spec.description.count
            for candidate in smaller(spec) where candidate.description.count < size && isCase(candidate, question) {
                spec = candidate
                isSmaller = true
                break
            }
            for candidate in simpler(question) where isCase(spec, candidate) {
                question = candidate
                isSmaller = true
                break
            }
        }
        return (spec, question)
    }

    private func smaller(_ spec: OracleSpec) -> [OracleSpec] {
        var found: [OracleSpec] = []
        func without<Element>(_ list: WritableKeyPath<OracleSpec, [Element]>) {
            for place in spec[keyPath: list].indices {
                var copy = spec
                copy[keyPath: list].remove(at: place)
                found.append(copy)
            }
        }
        func changing<Element: Equatable>(_ list: WritableKeyPath<OracleSpec, [Element]>, _ change: (inout Element) -> Void) {
            for place in spec[keyPath: list].indices {
                var copy = spec
                change(&copy[keyPath: list][place])
                if copy[keyPath: list][place] != spec[keyPath: list][place] { found.append(copy) }
            }
        }
        without(\.groups)
        without(\.interfaces)
        without(\.prefixLists)
        without(\.subnets)
        without(\.vpcs)
        without(\.listedVpcs)
        for place in spec.groups.indices { without(\.groups[place].rules) }
        for place in spec.interfaces.indices {
            without(\.interfaces[place].groups)
            without(\.interfaces[place].addresses)
            without(\.interfaces[place].prefixes)
            without(\.interfaces[place].publicAddresses)
        }
        for place in spec.vpcs.indices { without(\.vpcs[place].blocks) }
        changing(\.groups) { $0.copy = nil }
        changing(\.groups) { $0.isPartial = false }
        changing(\.interfaces) { $0.subnet = "" }
        changing(\.prefixLists) { $0.version = nil }
        changing(\.prefixLists) { $0.entries = $0.entries.map { Array($0.dropFirst()) } }
        changing(\.prefixLists) { $0.entries = $0.entries.map { Array($0.dropLast()) } }
        for place in spec.groups.indices {
            changing(\.groups[place].rules) { ($0.number, $0.from, $0.to) = (-1, nil, nil) }
            changing(\.groups[place].rules) {
                if case .group(let id, _, _) = $0.peer { $0.peer = .group(id) }
            }
        }
        // A public address belongs to a private one.
        return found.filter { spec in
            spec.interfaces.allSatisfy { $0.publicAddresses.isEmpty || $0.addresses.contains { $0.version == .v4 } }
        }
    }

    private func simpler(_ question: OracleQuestion) -> [OracleQuestion] {
        var found: [OracleQuestion] = []
        func changing(_ change: (inout OracleQuestion) -> Void) {
            var copy = question
            change(&copy)
            if copy != question { found.append(copy) }
        }
        changing { $0.version = nil }
        if question.port != "80" { changing { $0.port = "80" } }
        for part in [\OracleQuestion.source, \OracleQuestion.destination] {
            if case .interfaces(let ids) = question[keyPath: part], ids.count > 1 {
                for id in ids { changing { $0[keyPath: part] = .interfaces(ids.filter { $0 != id }) } }
            }
            if case .network(let network) = question[keyPath: part], network.prefixLength > 0,
                network.prefixLength < network.version.bitWidth
            {
                let length = network.prefixLength + 1
                changing { $0[keyPath: part] = .network(IPNetwork(containing: network.address, prefixLength: length)) }
                changing { $0[keyPath: part] = .network(IPNetwork(containing: network.bounds.last, prefixLength: length)) }
            }
        }
        return found
    }
}
