import CoreModel

/// Functions of their arguments alone.
extension TemplateEvaluation {
    func join(_ argument: Tree) throws(JSONFault) -> Tree? {
        let parts = argument.elements
        guard parts.count == 2, let separator = parts[0].scalar, let list = try value(parts[1]) else {
            return open("a malformed Fn::Join")
        }
        if list.unknown != nil { return list }
        return try text(of: Array(list.elements.map { [$0] }.joined(separator: [.text(separator)])))
    }

    func select(_ argument: Tree) throws(JSONFault) -> Tree? {
        let parts = argument.elements
        guard parts.count == 2, let index = try value(parts[0]), let list = try value(parts[1]) else {
            return open("a malformed Fn::Select")
        }
        if list.unknown != nil { return list }
        if index.unknown != nil { return index }
        guard let place = index.scalar.flatMap({ Int($0) }), list.elements.indices.contains(place) else {
            return open("a Fn::Select beyond its list")
        }
        return list.elements[place]
    }

    func split(_ argument: Tree) throws(JSONFault) -> Tree? {
        let parts = argument.elements
        guard parts.count == 2, let separator = parts[0].scalar, !separator.isEmpty, let text = try value(parts[1]) else {
            return open("a malformed Fn::Split")
        }
        guard let whole = text.scalar else { return text }
        try spend(whole.utf8.count)
        return .list(whole.split(separator: separator, omittingEmptySubsequences: false).map { .text(String($0)) })
    }

    /// Blocks cut out of one, one after the other: `[block, how many, how many bits for hosts]`.
    ///
    /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html
    func cidr(_ argument: Tree) throws(JSONFault) -> Tree? {
        let parts = try argument.elements.map(value).compactMap { $0 }
        if let unknown = parts.first(where: { $0.unknown != nil }) { return unknown }
        guard (2...3).contains(parts.count), let text = parts[0].scalar, let block = try? IPNetwork(parsing: text),
            let count = parts[1].scalar.flatMap({ Int($0) }), (1...256).contains(count),
            let bits = parts.count > 2 ? parts[2].scalar.flatMap({ Int($0) }) : block.version == .v4 ? 8 : 64,
            (0...block.version.bitWidth - block.prefixLength).contains(bits)
        else { return open("a malformed Fn::Cidr") }
        let step = UInt128(1) << UInt128(min(bits, 127))
        let room = block.version.bitWidth - block.prefixLength - bits
        guard bits < 128, room >= 8 || count <= 1 << room else { return open("a Fn::Cidr with too little room") }
        try spend(count)
        return .list(
            (0..<count).map { number in
                let address = IPAddress(block.version, bits: block.address.bits + UInt128(number) * step)
                return .text(IPNetwork(containing: address, prefixLength: block.version.bitWidth - bits).description)
            })
    }

    /// A value as JSON without white space.
    func json(_ argument: Tree) throws(JSONFault) -> Tree? {
        guard let value = try value(argument) else { return open("a malformed Fn::ToJsonString") }
        if let name = value.openNames.first { return open(name) }
        let bytes = TreeJSON.bytes(value)
        try spend(bytes.count / 16)
        return .text(String(decoding: bytes, as: UTF8.self))
    }

    // MARK: Loops

    /// A part of the template with its loops carried out; a loop over what is not settled stays.
    ///
    /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
    func unrolled(_ tree: Tree) throws(JSONFault) -> Tree {
        try descend()
        defer { work.depth -= 1 }
        switch tree {
        case .list(let elements): return .list(try elements.map(unrolled))
        case .object(let members):
            var result: [TreeMember] = []
            for member in members {
                if member.key.hasPrefix("Fn::ForEach"), let made = try turns(member.value) {
                    result += made
                } else {
                    result.append(TreeMember(member.key, try unrolled(member.value)))
                }
            }
            return .object(result)
        default: return tree
        }
    }

    /// What a loop makes, turn by turn; nil where it is not settled over what it runs.
    private func turns(_ loop: Tree) throws(JSONFault) -> [TreeMember]? {
        let parts = loop.elements
        guard parts.count == 3, let name = parts[0].string, let list = try value(parts[1]), case .list(let elements) = list,
            elements.allSatisfy({ $0.scalar != nil })
        else { return nil }
        return try elements.map { element throws(JSONFault) in
            try unrolled(try replaced(parts[2], name, by: element.scalar ?? "")).members
        }.flatMap { $0 }
    }

    /// A part of a loop in one of its turns.
    private func replaced(_ tree: Tree, _ name: String, by value: String) throws(JSONFault) -> Tree {
        try spend(1)
        func text(_ own: String) throws(JSONFault) -> String {
            guard own.contains("{\(name)}") else { return own }
            try spend(1 + own.utf8.count / 16)
            return own.replacing("${\(name)}", with: value)
                .replacing("&{\(name)}", with: value.filter { $0.isASCII && ($0.isLetter || $0.isNumber) })
        }
        switch tree {
        case .text(let own): return .text(try text(own))
        case .list(let elements):
            return .list(try elements.map { element throws(JSONFault) in try replaced(element, name, by: value) })
        case .object(let members):
            if members.count == 1, members[0].key == "Ref", members[0].value.string == name { return .text(value) }
            return .object(
                try members.map { member throws(JSONFault) in
                    TreeMember(try text(member.key), try replaced(member.value, name, by: value))
                })
        default: return tree
        }
    }
}
