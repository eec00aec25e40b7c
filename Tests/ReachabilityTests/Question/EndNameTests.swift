import CoreModel
import Support
import Testing
import Words

@testable import Reachability

@Suite("What ends are called by")
struct EndNameTests {
    private static func analyzer() throws -> Analyzer {
        try World(
            """
            group sg-1=default vpc-prod
            group sg-2=default vpc-test
            group sg-3=prod-api vpc-test
            group sg-4=internet vpc-test
            group sg-5=10.0.0.0/8 vpc-test
            group sg-6=api vpc-test
            group web=front vpc-test
            group sg-8=web vpc-prod
            interface eni-1 - - 10.0.1.5 rds=orders
            interface eni-2 - - 10.0.1.6 elb=orders-lb
            interface eni-3 - - 10.0.1.7 service=db
            """
        ).analyzer
    }

    @Test(
        "Ids and whole names win over parts, and names over what the display adds",
        arguments: [
            ("prod", "sg-3"), ("vpc-prod", "sg-1"), ("default (vpc-prod)", "sg-1"), ("api", "sg-6"), ("web", "web"),
            ("RDS orders", "eni-1"), ("orders", "eni-1"), ("internet", "internet"), ("sg-4", "sg-4"),
            ("10.0.0.0/8", "10.0.0.0/8"),
        ])
    func found(text: String, id: String) throws {
        let analyzer = try Self.analyzer()
        let end = try analyzer.resolver.resolve(text)
        let described = analyzer.describe(end)
        #expect((described.id ?? described.name) == id)
    }

    @Test("What two things are called asks back", arguments: ["default", "vpc", "efault"])
    func ambiguous(text: String) throws {
        let resolver = try Self.analyzer().resolver
        #expect(throws: QuestionError.self) { try resolver.resolve(text) }
    }

    @Test(
        "A host name is what AWS made it of, and nothing of anybody else's",
        arguments: [
            ("orders.abc.eu-west-1.rds.amazonaws.com", "orders"), ("orders-lb-123.eu-west-1.elb.amazonaws.com", "orders-lb"),
            ("internal-orders-lb-123.eu-west-1.elb.amazonaws.com", "orders-lb"),
            ("orders-lb-0a1b.elb.eu-west-1.amazonaws.com", "orders-lb"),
            ("ip-10-0-1-5.eu-west-1.compute.internal", "10.0.1.5"), ("ip-10-0-1-5", "10.0.1.5"),
            ("ec2-198-51-100-7.compute-1.amazonaws.com", "198.51.100.7"), ("ip-10-0-1-5.corp.example", nil),
            ("db.corp.example", nil), ("orders.corp.example", nil), ("orders.rds.amazonaws.com.evil.example", nil),
            ("orders-lb.abc.eu-west-1.rds.amazonaws.com", nil), ("orders", nil),
        ] as [(String, String?)])
    func hosts(host: String, name: String?) throws {
        let resolver = try Self.analyzer().resolver
        #expect(resolver.name(ofHost: host) == name)
        // Asked as an end it is only what the input has: nothing is guessed.
        if name == nil, host.contains(".") { #expect(throws: QuestionError.self) { try resolver.resolve(host) } }
    }

    @Test("A mapped address is judged as the IPv4 address that it is")
    func mapped() throws {
        let world = try World(
            """
            vpc v 10.0.0.0/16
            group db v
              in tcp 5432 10.0.1.0/24
            interface eni-1 v db 10.0.2.5
            complete
            """)
        let words = try world.words("::ffff:10.0.1.9 -> db:5432")
        #expect(words.answer.verdict == .allowed)
        #expect(words.remarks.contains("::ffff:10.0.1.9 is the IPv4 address 10.0.1.9"))
    }

    @Test("What may have been meant can be asked as it is printed", arguments: ["web", "api"])
    func meant(destination: String) throws {
        let world = try World(
            """
            group web v
              in udp 53 0.0.0.0/0
              in tcp 80 0.0.0.0/0
              in tcp 443 0.0.0.0/0
            group api v
              in icmp 8/0 0.0.0.0/0
              in 50 0-0 0.0.0.0/0
            """)
        let answer = try world.answer("internet -> \(destination):9999")
        #expect(answer.verdict == .blocked && !answer.meant.isEmpty)
        if destination == "web" { #expect(answer.meant.first?.text == "internet -> web:80,443") }
        for meant in answer.meant { #expect(try world.answer(meant.text).verdict == .allowed, "\(meant)") }
    }
}
