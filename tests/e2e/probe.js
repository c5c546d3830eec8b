// Put into every page before its own scripts: what does this page play and show, and over which connections?
(() => {
    const connections = [];
    const Native = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Native {
        constructor(...args) {
            super(...args);
            connections.push({ connection: this, remote: [], local: [] });
        }
        setRemoteDescription(description, ...rest) {
            this.#entry().remote.push(description.type);
            return super.setRemoteDescription(description, ...rest);
        }
        setLocalDescription(description, ...rest) {
            this.#entry().local.push(description?.type ?? "implicit");
            return super.setLocalDescription(description, ...rest);
        }
        #entry() {
            return connections.find((entry) => entry.connection === this);
        }
    };

    // Whom the server says this page shares a room with: the `mate/…` records it was sent.
    let mates = new Set();
    // When each countdown that the server told this page of ends.
    const dues = [];

    function told(frame) {
        if (frame.type === "welcome" && frame.view) mates = new Set();
        const view = Object.entries(frame.view ?? {}).map(([key, record]) => ["put", key, record]);
        for (const [what, key, record] of [...view, ...(frame.changes ?? [])]) {
            if (key.startsWith("mate/")) what === "put" ? mates.add(key) : mates.delete(key);
            if (key === "me" && record?.move && dues.at(-1) !== record.move.due) dues.push(record.move.due);
        }
    }

    window.WebSocket = class extends WebSocket {
        constructor(...args) {
            super(...args);
            this.addEventListener("message", ({ data }) => typeof data === "string" && told(JSON.parse(data)));
        }
    };

    let context;
    const ears = new WeakMap();

    // An analyser on what a media element plays; made anew when it plays something else.
    function ear(element) {
        const stream = element.srcObject;
        const known = ears.get(element);
        if (known && known.stream === stream) return known;
        known?.source.disconnect();
        context ??= new AudioContext({ sampleRate: 48000 });
        const source = context.createMediaStreamSource(stream);
        const analyser = new AnalyserNode(context, { fftSize: 4096, smoothingTimeConstant: 0 });
        source.connect(analyser);
        const made = { stream, source, analyser, bins: new Float32Array(analyser.frequencyBinCount) };
        ears.set(element, made);
        return made;
    }

    const playing = (element) =>
        element.srcObject instanceof MediaStream && !element.paused && !element.muted && element.volume > 0;

    // A tone is heard if it is loud and stands out from its surroundings; the click with which a sound sets in is
    // loud everywhere. Measured: own tone -22 to -53 dB, a neighbour's leakage below -80, clicks up to -56.
    const LOUD = -65;
    const PROMINENT = 25;
    const RING = [-8, -7, -6, -5, 5, 6, 7, 8];

    function heardIn(element, tones) {
        const { analyser, bins } = ear(element);
        analyser.getFloatFrequencyData(bins);
        const width = context.sampleRate / analyser.fftSize;
        return tones.filter((tone) => {
            const middle = Math.round(tone / width);
            const level = Math.max(bins[middle - 1], bins[middle], bins[middle + 1]);
            const around = RING.reduce((sum, offset) => sum + bins[middle + offset], 0) / RING.length;
            return level > LOUD && level - around > PROMINENT;
        });
    }

    // Which of the tones are in anything that the page plays now?
    function heard(tones) {
        const elements = [...document.querySelectorAll("audio, video")].filter(
            (element) => playing(element) && element.srcObject.getAudioTracks().length > 0,
        );
        return [...new Set(elements.flatMap((element) => heardIn(element, tones)))];
    }

    const canvas = new OffscreenCanvas(1, 1);
    const paper = canvas.getContext("2d", { willReadFrequently: true });

    // The middle pixel of each picture of somebody else that a person can see now.
    function pictures() {
        const seen = [];
        for (const video of document.querySelectorAll("video[data-person]")) {
            const visible = video.checkVisibility({ opacityProperty: true, visibilityProperty: true });
            if (!visible || video.readyState < 2 || video.videoWidth === 0) continue;
            paper.drawImage(video, video.videoWidth / 2, video.videoHeight / 2, 1, 1, 0, 0, 1, 1);
            const [red, green, blue] = paper.getImageData(0, 0, 1, 1).data;
            seen.push({ person: video.dataset.person, source: video.dataset.source, rgb: [red, green, blue] });
        }
        return seen;
    }

    let recorder;
    let recording = [];

    window.probe = {
        now: (tones) => ({
            at: Date.now(),
            tones: heard(tones),
            pictures: pictures(),
            voices: [...document.querySelectorAll("audio[data-person]")].map((audio) => audio.dataset.person),
            mates: [...mates].map((key) => key.slice("mate/".length)),
        }),
        record: (tones, period) => {
            clearInterval(recorder);
            recording = [];
            recorder = setInterval(() => recording.push(window.probe.now(tones)), period);
        },
        recorded: () => {
            clearInterval(recorder);
            return recording;
        },
        dues: () => dues,
        // How many pictures arrive, over all slots, within some milliseconds.
        flowing: async (milliseconds) => {
            const counts = async () => {
                const reports = await Promise.all(connections.map(({ connection }) => connection.getStats()));
                const arriving = reports
                    .flatMap((report) => [...report.values()])
                    .filter(({ type, kind }) => type === "inbound-rtp" && kind === "video");
                return new Map(arriving.map(({ id, framesReceived }) => [id, framesReceived ?? 0]));
            };
            const before = await counts();
            await new Promise((resolve) => setTimeout(resolve, milliseconds));
            const after = await counts();
            return [...after].filter(([id, frames]) => frames > (before.get(id) ?? 0)).length;
        },
        pairs: () => connections.map(({ connection }) => connection),
        connections: () =>
            connections.map(({ connection, remote, local }) => ({
                state: connection.connectionState,
                offers: remote.filter((type) => type === "offer").length,
                descriptions: remote.length + local.length,
            })),
    };
})();
