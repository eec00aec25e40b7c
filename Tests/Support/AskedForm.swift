/// A way in which people type a question, with what it is read as.
public struct AskedForm: Sendable, CustomStringConvertible {
    /// What is typed.
    public let text: String
    /// What it is read as.
    public let reading: String

    /// What is typed.
    public var description: String { text }

    init(_ text: String, _ reading: String) { (self.text, self.reading) = (text, reading) }

    private static func all(_ reading: String, _ texts: [String]) -> [AskedForm] { texts.map { AskedForm($0, reading) } }

    /// Both ends and the port.
    public static let whole: [AskedForm] =
        all(
            "alb -> rds:5432",
            [
                "alb→rds:5432", "alb => rds:5432", "alb > rds 5432", "alb -> rds 5432", "alb rds 5432", "alb rds:5432",
                "alb:rds:5432", "alb, rds, 5432", "alb,rds,5432", "alb to rds 5432", "from alb to rds on 5432",
                "from alb to rds port 5432", "to rds on 5432 from alb", "can alb reach rds on 5432?",
                "can alb reach rds with 5432, please?",
                "why can't alb reach rds:5432",
                "5432 from alb to rds", "rds:5432 from alb", "rds:5432 <- alb", "rds <- alb 5432", "alb ~> rds:5432",
                "alb >> rds:5432", "between alb and rds on port 5432",
            ])
        + all("ALB SG -> RDS SG:5432", ["\"ALB SG\" -> \"RDS SG\":5432", "ALB SG RDS SG 5432", "“ALB SG” to “RDS SG” on 5432"])
        + all("alb sg -> rds sg:5432", ["alb sg rds sg 5432", "alb sg to the rds sg on 5432"])
        + all("chat-dev-alb-sg -> chat-dev-rds-sg:5432", ["chat-dev-alb-sg chat-dev-rds-sg 5432"])
        + all("alb -> rds:5432/tcp", ["alb rds 5432/tcp", "alb rds 5432 tcp"])
        + all("alb -> rds:tcp/5432", ["alb rds tcp/5432", "alb rds tcp 5432"])
        + all("alb -> rds:postgres", ["alb rds postgres", "can alb reach rds on postgres"])
        + all("alb -> rds:postgresql", ["alb -> rds:postgresql"]) + all("alb -> rds:psql", ["alb rds psql"])
        + all("internet -> alb:https", ["internet alb https", "world alb https", "anyone -> alb:https"])
        + all(
            "internet -> alb:443",
            [
                "internet -> alb:443", "internet to alb on 443", "world alb 443", "anyone alb 443",
                "can the internet reach alb on 443", "is alb open to the world on 443?", "is 443 of alb exposed to internet",
            ])
        + all(
            "api -> 10.0.10.158:5432",
            ["api -> postgres://user:secret@10.0.10.158:5432/db", "postgres://10.0.10.158/db from api"])
        + all("api -> alb:8443", ["api -> https://alb:8443/health?deep=1"])
        + all("alb -> rds:5432 v6", ["alb -> rds:5432 v6", "alb rds 5432 over ipv6", "alb -> rds:5432  v6"])
        + all("alb -> rds:5432 v4", ["alb rds 5432 over ipv4"])
        + all("0.0.0.0/0 -> alb:443", ["0.0.0.0/0 alb 443"])
        + all("10.0.11.24 -> rds:postgres", ["10.0.11.24 rds postgres"])
        + all("alb -> rds:ping", ["ping alb rds", "alb -> rds ping", "ping rds from alb"])
        + all("alb -> rds:icmp", ["icmp alb rds"])
        + all("workers -> 10.0.0.2:dns", ["dns workers 10.0.0.2"])
        + all("workers -> 10.0.0.2:53/udp", ["workers 10.0.0.2 53/udp"])
        + all("alb -> rds:80,443", ["alb rds 80,443", "alb rds 80, 443"]) + all("alb -> rds:8000-8100", ["alb rds 8000-8100"])
        + all("alb -> rds:all", ["alb rds all"]) + all("alb -> rds:proto/50", ["alb rds proto/50", "alb rds proto 50"])
        + all("alb -> rds:esp", ["alb rds esp"])
        + all(
            "10.0.11.24:45678 -> 10.0.10.158:5432",
            ["10.0.11.24:45678 -> 10.0.10.158:5432", "10.0.11.24:45678 10.0.10.158:5432"])
        + all("1.2.3.4:51234 -> 10.0.0.219:443", ["1.2.3.4:51234 -> 10.0.0.219:443"])
        + all("[fd00::5]:45678 -> [fd00::8]:443", ["[fd00::5]:45678 -> [fd00::8]:443"])
        + all("fd00::5 -> [fd00::8]:443", ["fd00::5 -> [fd00::8]:443", "fd00::5 fd00::8 443"])
        // A word that is a service and a part of a name is what the others leave open.
        + all("api -> redis:6379", ["api redis 6379", "can api reach redis on 6379"]) + all("alb -> rds:redis", ["alb rds redis"])
        // A name's hyphens are typed as blanks.
        + all("chat-dev-alb-sg -> rds:5432", ["chat dev alb sg -> rds port 5432", "chat dev alb sg rds 5432"])

    /// Something is missing, or not a flow.
    public static let others: [AskedForm] =
        all("alb -> rds:?", ["alb rds", "alb -> rds", "can alb talk to rds", "alb:rds"])
        + all("alb -> api:?", ["from alb to api"])
        + all("? -> rds:5432", ["rds 5432", "rds:5432", "-> rds:5432", "to rds on 5432"])
        + all("alb -> ?:5432", ["from alb 5432"])
        + all("api -> ?:postgres", ["can the api talk to postgres?", "why can't the api talk to postgres?"])
        + all("workers -> ?:postgres", ["why can't workers connect to postgres?"])
        + all("internet -> rds:?", ["is rds reachable from the internet"])
        + all("who ? -> rds:5432", ["who rds 5432", "any -> rds:5432", "* -> rds:5432", "who rds:5432?", "anything rds 5432"])
        + all("who ? -> redis:?", ["who can reach redis"])
        + all("who ? -> rds:?", ["everything that reaches rds"])
        + all("reaches workers -> ?:?", ["what can workers reach", "workers -> any", "workers -> *"])
        + all("reaches alb -> ?:?", ["where can alb go"]) + all("api -> redis:?", ["api redis", "api -> redis"])
        // What a server answered is no port, and who did not answer is whom it was asked.
        + all(
            "alb -> api:? not used: HTTP 504",
            ["why does the alb get HTTP 504 from api", "alb gets HTTP 504 from api"])
        + all("api -> rds:?", ["why does api get timeouts from rds"])
        + all("api -> rds:5432", ["why does api get timeouts to rds:5432"])
        + all("alb -> api:3001 not used: 503", ["why does alb get a 503 from api on 3001"])
        + all("reaches api -> ?:?", ["who can api talk to", "who does the api connect to"])
        + all("reaches api -> ?:5432", ["what can api reach on 5432"])
        + all("alb -> rds:5432 not used: at yesterday 18:00", ["alb -> rds:5432 at yesterday 18:00"])
        + all("alb -> rds:5432 not used: before", ["alb -> rds:5432 before"])
        + all("alb -> rds:5432 not used: with off nat-0", ["alb -> rds:5432 with off nat-0"])
        + all("alb -> rds:5432 not used: really", ["can alb really reach rds on 5432"])

    /// What stands behind is mistyped, or says what cannot be said: without it another question would be answered.
    public static let leftOver: [AskedForm] =
        all("with offf nat-9", ["alb -> rds:5432 with offf nat-9", "can alb reach rds on 5432 with offf nat-9?"])
        + all("with nat-0 off", ["alb -> rds:5432 with nat-0 off", "alb rds 5432 with nat-0 off"])
        + all("without nat-0", ["alb -> rds:5432 without nat-0", "can alb reach rds on 5432 without nat-0"])
        + all("if nat-0 is off", ["alb -> rds:5432 if nat-0 is off?", "can alb reach rds on 5432 if nat-0 is off?"])
        + all("off nat-9", ["alb -> rds:5432 and off nat-9", "can alb reach rds on 5432 and off nat-9"])
        + all("nat-9 off", ["can alb reach rds on 5432 and nat-9 off", "alb rds 5432 nat-9 off?", "alb -> rds:5432 nat-9 off"])
        + all("off", ["can alb reach rds on 5432 off"])
        + all("wth off nat-9", ["alb -> rds:5432 wth off nat-9"]) + all("with offf nat-9", ["with offf nat-9 alb -> rds:5432"])
        + all("befor", ["alb -> rds:5432 befor", "can alb reach rds on 5432 befor", "10.0.11.24 -> 10.0.10.158:5432 befor"])
        + all("really", ["alb -> rds:5432 really", "rds:5432 <- alb really"])
        + all("at", ["alb -> rds:5432 at", "can alb reach rds on 5432 at?"])

    /// No one question.
    public static let faults: [AskedForm] =
        leftOver.map { AskedForm($0.text, "not understood: \($0.reading). Behind a question may stand") }
        + all("\"posgres\" is no port: did you mean postgres?", ["alb rds posgres", "alb rds:posgres"])
        + all("\"70000\" is no port", ["alb rds 70000", "alb -> rds:70000"])
        + all("read as ? -> rds:80; not used: 90", ["rds 80 90"])
        + all("three ends: alb, rds, redis", ["alb rds redis 5432", "alb -> rds -> redis:5432"])
        + all(
            "alb.example.com is not in the data",
            ["alb.example.com 443", "api alb.example.com 443", "api -> https://alb.example.com/v1"])
        + all("\"except\" cannot be asked", ["can internet reach everything except rds"])
        + all("nothing is called \"hello\"", ["hello there"]) + all("no end in these words", ["can it reach the port", "why?"])
        + all("\"fd00::8:443\" can be read in two ways", ["fd00::5 fd00::8:443"])
}
