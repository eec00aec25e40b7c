import CoreModel
import NotesFile
import Reachability
import Support
import Testing
import Words

@testable import Board

/// Files of assertions of aws-network-preflight, in the format of its package 0.1.0.
@Suite("Assertions of aws-network-preflight")
struct AssertionsTests {
    private static func file(_ source: String, _ destination: String, rest: String = "protocol: tcp\n    port: 5432") -> String {
        """
        version: 1
        defaults:
          region: us-east-1
          auth:
            mode: profile
            profile: default
        accounts:
          lab:
            regions: [us-east-1]
          other:
            role_arn: arn:aws:iam::222222222222:role/PreflightReadRole
            regions: [us-east-1]
        assertions:
          - id: app-to-db
            type: allow
            source: {account: lab, selector: {\(source)}}
            destination: {account: lab, selector: {\(destination)}}
            \(rest)
        """
    }

    private func read(_ text: String) throws -> Assertions {
        guard case .assertions(let assertions) = try BoardReader().readAny(Array(text.utf8), from: "preflight.yaml") else {
            throw World.Failure.line("a board")
        }
        return assertions
    }

    private func inventory() -> Inventory {
        var maker = InventoryBuilder(label: "test")
        for (id, name, instance) in [("eni-1", "app", ""), ("eni-2", "db", ""), ("eni-3", "twin", ""), ("eni-4", "twin", "i-4")] {
            var interface = NetworkInterface(id: maker.intern(id))
            interface.name = maker.intern(name)
            if !instance.isEmpty { interface.instance = maker.intern(instance) }
            interface.owner = maker.intern("111111111111")
            maker.add(interface)
        }
        return maker.finish()
    }

    private func search() -> SelectorSearch {
        let inventory = inventory()
        return SelectorSearch(inventory, Analyzer(inventory).names)
    }

    @Test func `each selector finds one interface, and the assertion is a pin with its line and name`() throws {
        let board = try search().board(of: read(Self.file("tags: {Name: app}", "resource_id: eni-2"))).get()
        var pin = Pin(ask: "eni-1 -> eni-2:5432", meant: .verdict(.allowed), line: 14)
        pin.id = "app-to-db"
        #expect(board.pins == [pin])
        #expect(board.sealed == .assertions)
        #expect(board.file == "preflight.yaml")
    }

    @Test(
        "A selector that finds none or several is told, with what it finds",
        arguments: [
            ("tags: {Name: nobody}", "tags Name=nobody finds nothing in the input"),
            ("tags: {Name: twin}", "finds 2: eni-3 (twin) and eni-4"), ("resource_id: eni-9", "resource_id eni-9 finds nothing"),
            ("resource_id: sg-1", "is no instance and no network interface"),
            ("arn: 'arn:aws:ec2:eu-west-1:111111111111:network-interface/eni-1'", "is in region eu-west-1"),
            ("arn: 'arn:aws:ec2:us-east-1:333333333333:network-interface/eni-1'", "finds nothing"),
            ("arn: 'arn:aws:ec2:us-east-1:111111111111:subnet/subnet-1'", "is no instance"),
            ("tags: {Env: prod, Name: app}", "asks for Env"),
        ])
    func faults(_ selector: String, _ message: String) throws {
        guard case .failure(let faults) = search().board(of: try read(Self.file("tags: {Name: app}", selector))) else {
            Issue.record("it was found")
            return
        }
        #expect(faults.all.count == 1)
        let told = try #require(faults.all.first).message
        #expect(told.hasPrefix("app-to-db, destination, line 17: ") && told.contains(message), "\(told)")
    }

    @Test func `an ARN finds what its id does, and an account whose role tells a number looks only there`() throws {
        let arn = "arn: 'arn:aws:ec2:us-east-1:111111111111:network-interface/eni-1'"
        #expect(try search().board(of: read(Self.file(arn, "resource_id: i-4"))).get().pins.first?.ask == "eni-1 -> i-4:5432")
        let other = Self.file("tags: {Name: app}", "tags: {Name: db}").replacing("account: lab", with: "account: other")
        guard case .failure(let faults) = search().board(of: try read(other)) else {
            Issue.record("found in another account")
            return
        }
        #expect(faults.all.count == 2)
    }

    @Test(
        "What the format does not allow is an error with its place",
        arguments: [
            ("version: 1", "version: 2"), ("type: allow", "type: permit"), ("port: 5432", "port: 0"),
            ("protocol: tcp", "protocol: icmp"),
            ("account: lab", "account: nobody"), ("tags: {Name: app}", "tags: {Name: app}, arn: x"),
            ("tags: {Name: app}", "tags: {}"),
            ("region: us-east-1", "region2: us-east-1"), ("id: app-to-db", "name: app-to-db"),
        ])
    func errors(_ right: String, _ wrong: String) throws {
        let text = Self.file("tags: {Name: app}", "tags: {Name: db}")
        let error = try #require(throws: NotesError.self) { try read(text.replacing(right, with: wrong)) }
        #expect(error.location != nil && error.file == "preflight.yaml", "\(error)")
    }

    @Test func `deny is meant blocked, and udp is asked as such`() throws {
        let text = Self.file("tags: {Name: app}", "tags: {Name: db}", rest: "protocol: udp\n    port: 53")
            .replacing("type: allow", with: "type: deny")
        let pin = try #require(try search().board(of: read(text)).get().pins.first)
        #expect(pin.ask == "eni-1 -> eni-2:53/udp" && pin.meant == .verdict(.blocked))
    }
}
